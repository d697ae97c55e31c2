package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.clips.ClipDataSet;
import io.im2wav4j.data.clips.EventClipConfig;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.experiments.stage.FileHashes;
import io.im2wav4j.experiments.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Data sets as stages: the built-in scenes, clips, and folders and files that the user gives. */
final class DataStages {
  private static final int SCENES_FORMAT = 1;
  private static final int CLIPS_FORMAT = 1;

  private final FileHashes hashes;
  private final Map<Path, String> known = new HashMap<>();

  DataStages(FileHashes hashes) {
    this.hashes = hashes;
  }

  /** Rendered scenes. */
  Stage scenes(SceneConfig config) {
    return new Stage(
        "scenes",
        SCENES_FORMAT,
        Configs.toYaml(config),
        Map.of(),
        (folder, in) -> {
          try (Progress progress = Progress.start("scenes", config.items())) {
            SceneDataSet.write(folder, config, scene -> progress.step(1, ""));
          }
        },
        this::contentHash);
  }

  /** Clips of a data set. */
  Stage clips(EventClipConfig config, Stage data) {
    return new Stage(
        "clips",
        CLIPS_FORMAT,
        Configs.toYaml(config),
        Map.of("data", data),
        (folder, in) -> ClipDataSet.write(folder, ItemChoice.all(in.get("data").path()), config),
        this::contentHash);
  }

  /** A folder with a data set. */
  Stage folder(Path folder) {
    return Stage.given("data", folder, contentHash(folder));
  }

  /** A file of published weights, or the description of one. */
  Stage file(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          "no such file",
          "a file of weights, or the name of weights as 'im2wav weights list' shows",
          "Check the experiment's file");
    }
    return Stage.given(
        "file", file, hashes.of(file.toAbsolutePath().getParent(), NetworkRegistry.files(file)));
  }

  /** The items of a data set and the bytes of all their files. */
  private String contentHash(Path folder) {
    return known.computeIfAbsent(
        folder,
        f -> {
          List<Path> files = new ArrayList<>();
          StringBuilder text = new StringBuilder();
          for (Item item : ItemChoice.all(f)) {
            for (Path file : new Path[] {item.media(), item.image()}) {
              if (file != null) {
                files.add(file);
              }
              text.append(file == null ? "" : file.getFileName()).append('\t');
            }
            text.append(String.join("\t", item.id(), item.split(), item.label()));
            text.append('\t').append(item.start()).append('\t').append(item.duration());
            text.append('\n');
          }
          return Hashes.sha256(text + hashes.of(f, files));
        });
  }
}
