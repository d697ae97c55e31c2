package io.im2wav4j.pipeline;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.SamplingConfig;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.training.lm.LanguageModelRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How sounds are made with trained models where nothing else is asked for: as long as a window of
 * Low, shown clips and frames as in training, sampled as their configurations say.
 *
 * @param config of generation
 * @param frameRate frames a second that are taken of a video
 */
public record GenerationDefaults(GenerationConfig config, double frameRate) {
  /** Classifier-free guidance of Low: the paper, section 3. */
  private static final double PUBLISHED_GUIDANCE = 3;

  private static final String CONFIG = "resolved.yaml";
  private static final double FRAME_RATE = 4;

  /**
   * Those of a folder of models.
   *
   * @throws io.im2wav4j.core.error.UserError where Low or Up was not trained
   */
  public static GenerationDefaults of(ModelsFolder models) {
    LanguageModelRun low = run(models, ModelKind.LOW);
    LanguageModelRun up = run(models, ModelKind.UP);
    VqVaeConfig codec =
        Configs.section(
            models.trained(ModelKind.VQVAE).resolve(CONFIG), "model", VqVaeConfig.class, List.of());
    Optional<TrainingClips> clips = TrainingClips.read(models.run(ModelKind.LOW));
    GenerationConfig config =
        new GenerationConfig(
            low.model().windowSamples() / (double) codec.sampleRate(),
            sampling(low),
            sampling(up),
            0.5,
            1,
            16,
            clips.map(TrainingClips::seconds).orElse(0.0),
            Precision.INT16,
            0);
    return new GenerationDefaults(config, clips.map(TrainingClips::frameRate).orElse(FRAME_RATE));
  }

  /** Those of a folder of models, with values of a YAML file or of KEY=VALUE in their place. */
  public static GenerationConfig config(ModelsFolder models, Path file, List<String> overrides) {
    return file != null
        ? Configs.load(file, GenerationConfig.class, overrides)
        : Configs.with(
            of(models).config(),
            "generation with " + models.root(),
            GenerationConfig.class,
            overrides);
  }

  /** As a configuration of generation, which {@code generate --config} takes back. */
  @Override
  public String toString() {
    return "# Frames a second of a video: " + frameRate + "\n" + Configs.toYaml(config);
  }

  private static LanguageModelRun run(ModelsFolder models, ModelKind kind) {
    return Configs.load(models.trained(kind).resolve(CONFIG), LanguageModelRun.class, List.of());
  }

  private static SamplingConfig sampling(LanguageModelRun run) {
    if (run.sampling() != null) {
      return run.sampling();
    }
    LanguageModelConfig model = run.model();
    boolean guided = model.conditioner() == null && model.image().conditionDropout() > 0;
    return new SamplingConfig(guided ? PUBLISHED_GUIDANCE : 1, 1, 0, 0);
  }
}
