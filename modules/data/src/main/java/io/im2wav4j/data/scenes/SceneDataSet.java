package io.im2wav4j.data.scenes;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.data.scenes.world.Scene;
import io.im2wav4j.data.scenes.world.SceneKind;
import io.im2wav4j.data.scenes.world.SceneSampler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the whole data set: dataset.json (the config), README.md, for each item its files (see
 * {@link SceneFiles}), and last manifest.csv: a folder that has it is complete. The same config
 * gives the same bytes on the same JDK.
 */
public final class SceneDataSet {
  /** Goes up whenever a scene is drawn or sounds otherwise, so that old and new do not mix. */
  private static final int VERSION = 1;

  private static final String DESCRIPTION = "dataset.json";
  private static final String MANIFEST = "manifest.csv";

  /**
   * What dataset.json says.
   *
   * @param name always "scenes"
   * @param version of the renderer
   * @param labels of the kinds
   * @param items in all splits together
   * @param config what was asked for, with the seed
   */
  public record Description(
      String name, int version, List<String> labels, int items, SceneConfig config) {
    /** Copies the list. */
    public Description {
      labels = List.copyOf(labels);
    }
  }

  private SceneDataSet() {}

  /** The ground truth of all items: train, then validation, then test, each by kind and number. */
  public static List<Scene> scenes(SceneConfig config) {
    SceneSampler sampler = new SceneSampler(config.seed(), config.seconds());
    List<Scene> scenes = new ArrayList<>();
    addSplit(scenes, sampler, "train", config.train());
    addSplit(scenes, sampler, "validation", config.validation());
    addSplit(scenes, sampler, "test", config.test());
    return scenes;
  }

  private static void addSplit(
      List<Scene> scenes, SceneSampler sampler, String split, int itemsPerKind) {
    for (SceneKind kind : SceneKind.values()) {
      for (int i = 0; i < itemsPerKind; i++) {
        scenes.add(sampler.sample(split, kind, i));
      }
    }
  }

  /**
   * Writes what is missing of the data set; finished items of an earlier, interrupted call are
   * kept.
   *
   * @param out folder of the data set, made if absent
   * @param finished gets each item, one at a time, from several threads
   * @return the manifest
   * @throws UserError if the folder holds something else, or cannot be written
   */
  public static Path write(Path out, SceneConfig config, Consumer<Scene> finished) {
    try (FolderLock lock = FolderLock.take(out)) {
      return locked(out, config, finished);
    }
  }

  private static Path locked(Path out, SceneConfig config, Consumer<Scene> finished) {
    Path manifest = out.resolve(MANIFEST);
    List<Scene> scenes = scenes(config);
    claim(out, config);
    SceneFiles files = new SceneFiles(out, config);
    Object turn = new Object();
    scenes.parallelStream()
        .forEach(
            scene -> {
              if (!files.finished(scene)) {
                files.write(scene);
              }
              synchronized (turn) {
                finished.accept(scene);
              }
            });
    AtomicFiles.writeString(out.resolve("README.md"), readme(config));
    Manifest.write(manifest, scenes.stream().map(scene -> item(out, scene)).toList());
    return manifest;
  }

  /** Sees to it that the folder is this config's and no other's. */
  private static void claim(Path out, SceneConfig config) {
    Path file = out.resolve(DESCRIPTION);
    Description wanted = description(config);
    if (!Files.exists(file)) {
      if (Files.exists(out.resolve(MANIFEST))) {
        throw new UserError(
            out.toString(),
            "holds a data set that is not the scenes' ("
                + MANIFEST
                + " without "
                + DESCRIPTION
                + ")",
            "an empty or new folder",
            "Choose another --out");
      }
      Json.write(file, wanted);
      return;
    }
    Description found = Json.read(file, Description.class);
    if (!found.equals(wanted)) {
      throw new UserError(
          file.toString(),
          "scenes made with " + difference(found, wanted),
          "the same as asked for now, to add to them",
          "Choose another --out, or delete the folder to render it anew");
    }
  }

  private static String difference(Description found, Description wanted) {
    return found.version() == wanted.version()
        ? found.config() + " and not " + wanted.config()
        : "version " + found.version() + " of the renderer and not " + wanted.version();
  }

  private static Description description(SceneConfig config) {
    List<String> labels = new ArrayList<>();
    for (SceneKind kind : SceneKind.values()) {
      labels.add(kind.label());
    }
    return new Description("scenes", VERSION, labels, config.items(), config);
  }

  private static Item item(Path out, Scene scene) {
    String image = SceneFiles.image(scene);
    return new Item(
        scene.id(),
        scene.split(),
        scene.kind().label(),
        out.resolve(SceneFiles.media(scene)),
        image.isEmpty() ? null : out.resolve(image),
        0,
        scene.seconds());
  }

  private static String readme(SceneConfig config) {
    return """
        # Scenes

        %d short videos with sound, rendered by im2wav4j from seed %d: %d kinds of source, %d training,
        %d validation and %d test items of each. Generated, free of third-party material, Apache-2.0.

        - `media/ID.avi`: %s s, Motion JPEG %d x %d at %d frames a second, 16-bit PCM mono at %d Hz.
        - `images/ID.png`: for the test split, the frame at the first hit (or the first frame).
        - `truth/ID.json`: what is drawn and heard: kind, size (0 to 1), pitchHz, hitTimes (s), distance
          (0 to 1), loudness (peak), and the look.
        - `manifest.csv`: id, split, label, media, image, start, duration.
        - `dataset.json`: the config it was made with; the same config gives the same bytes on the same JDK.

        What is seen decides what is heard: the kind; the bigger the source, the lower its pitch; the
        farther the scene, the softer; each hit is seen in the video when it is heard.
        """
        .formatted(
            config.items(),
            config.seed(),
            SceneKind.values().length,
            config.train(),
            config.validation(),
            config.test(),
            config.seconds(),
            config.width(),
            config.height(),
            config.framesPerSecond(),
            config.sampleRate());
  }
}
