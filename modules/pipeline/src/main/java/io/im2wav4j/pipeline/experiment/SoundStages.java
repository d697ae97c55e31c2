package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.experiments.stage.Work;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.pipeline.Generation;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.pipeline.Reconstruction;
import io.im2wav4j.pipeline.RetrievalBaseline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Folders of sounds for the test items as stages. */
final class SoundStages {
  /** Goes up whenever generation makes other sounds of the same models and configuration. */
  private static final int GENERATION_FORMAT = 2;

  private static final int COPY_FORMAT = 1;
  private static final String ENCODER = ModelKind.ENCODER.toString();
  private static final String VQVAE = ModelKind.VQVAE.toString();

  private final ItemChoice choice;

  SoundStages(ItemChoice choice) {
    this.choice = choice;
  }

  private Stage sounds(String kind, int format, String config, Map<String, Stage> in, Work work) {
    return new Stage(kind, format, config + choice.text(), in, work, SoundStages::wavHash);
  }

  /**
   * Generated sounds.
   *
   * @param models encoder, vqvae, low and up
   */
  Stage generated(
      GenerationConfig config, FeaturesConfig features, Stage test, Map<String, Stage> models) {
    Map<String, Stage> inputs = new LinkedHashMap<>(models);
    inputs.put("test", test);
    return sounds(
        "generation",
        GENERATION_FORMAT,
        Configs.toYaml(config) + Configs.toYaml(features),
        inputs,
        (folder, in) -> {
          Map<ModelKind, Path> runs = new EnumMap<>(ModelKind.class);
          for (ModelKind model : ModelKind.IM2WAV) {
            runs.put(model, in.get(model.toString()).path());
          }
          Generation.run(
              choice.test(in.get("test").path()),
              new ModelsFolder(folder, runs),
              in.get(ENCODER).path(),
              config,
              features.frameRate(),
              folder);
        });
  }

  /** True sounds through the VQ-VAE and back. */
  Stage reconstructed(double seconds, Stage test, Stage vqVae) {
    return sounds(
        "reconstruction",
        COPY_FORMAT,
        "seconds: " + seconds + "\n",
        Map.of("test", test, VQVAE, vqVae),
        (folder, in) ->
            Reconstruction.run(
                choice.test(in.get("test").path()),
                in.get(VQVAE).path(),
                CodeLevel.UP,
                seconds,
                folder));
  }

  /** For each test picture the sound of the nearest training picture. */
  Stage nearest(double seconds, FeaturesConfig features, Stage test, Map<String, Stage> trained) {
    Map<String, Stage> inputs = new LinkedHashMap<>(trained);
    inputs.put("test", test);
    return sounds(
        "nearest",
        COPY_FORMAT,
        "seconds: " + seconds + "\n" + Configs.toYaml(features),
        inputs,
        (folder, in) ->
            RetrievalBaseline.run(
                choice.test(in.get("test").path()),
                ItemChoice.all(in.get("data").path()),
                in.get("features").path(),
                in.get(ENCODER).path(),
                features.frameRate(),
                seconds,
                folder));
  }

  private static String wavHash(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      StringBuilder text = new StringBuilder();
      files
          .filter(f -> f.getFileName().toString().endsWith(".wav"))
          .filter(f -> !f.getFileName().toString().startsWith("."))
          .sorted()
          .forEach(f -> text.append(f.getFileName()).append(' ').append(Hashes.sha256(f)));
      return Hashes.sha256(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
