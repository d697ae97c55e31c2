package io.im2wav4j.data.scenes;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.scenes.avi.AviWriter;
import io.im2wav4j.data.scenes.picture.SceneRenderer;
import io.im2wav4j.data.scenes.sound.SceneSynthesizer;
import io.im2wav4j.data.scenes.world.Scene;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The files of one item: media/ID.avi, for the test split images/ID.png, and truth/ID.json, which
 * is written last: an item that has it is finished. Safe for use by several threads.
 */
final class SceneFiles {
  private static final String TEST = "test";
  private static final int FULL_SCALE = 32767;

  private final Path folder;
  private final SceneConfig config;
  private final SceneSynthesizer synthesizer;

  SceneFiles(Path folder, SceneConfig config) {
    this.folder = folder;
    this.config = config;
    this.synthesizer = new SceneSynthesizer(config.sampleRate());
  }

  /** The video, relative to the data set's folder. */
  static String media(Scene scene) {
    return "media/" + scene.id() + ".avi";
  }

  /** The still picture, relative to the data set's folder; empty where the item has none. */
  static String image(Scene scene) {
    return scene.split().equals(TEST) ? "images/" + scene.id() + ".png" : "";
  }

  private static String truth(Scene scene) {
    return "truth/" + scene.id() + ".json";
  }

  boolean finished(Scene scene) {
    return Files.isRegularFile(folder.resolve(truth(scene)))
        && Files.isRegularFile(folder.resolve(media(scene)))
        && (image(scene).isEmpty() || Files.isRegularFile(folder.resolve(image(scene))));
  }

  void write(Scene scene) {
    SceneRenderer renderer = new SceneRenderer(scene, config.width(), config.height());
    AviWriter.Content video = video(scene, renderer);
    AtomicFiles.write(folder.resolve(media(scene)), out -> AviWriter.write(out, video));
    if (!image(scene).isEmpty()) {
      AtomicFiles.write(folder.resolve(image(scene)), out -> writePng(out, renderer));
    }
    Json.write(folder.resolve(truth(scene)), scene);
  }

  private AviWriter.Content video(Scene scene, SceneRenderer renderer) {
    List<byte[]> frames = new ArrayList<>();
    try (JpegEncoder jpeg = new JpegEncoder()) {
      for (int i = 0; i < config.frames(); i++) {
        frames.add(jpeg.encode(renderer.frame((double) i / config.framesPerSecond())));
      }
    }
    float[] sound = synthesizer.synthesize(scene);
    short[] samples = new short[sound.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(sound[i] * FULL_SCALE);
    }
    return new AviWriter.Content(
        frames,
        config.width(),
        config.height(),
        config.framesPerSecond(),
        samples,
        config.sampleRate());
  }

  private static void writePng(OutputStream out, SceneRenderer renderer) throws IOException {
    if (!ImageIO.write(renderer.still(), "png", out)) {
      throw new IllegalStateException("every JDK writes PNG");
    }
  }
}
