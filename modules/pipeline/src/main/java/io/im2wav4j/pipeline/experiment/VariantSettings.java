package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.config.ProgramHome;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.clips.EventClipConfig;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.encoders.onnx.OnnxImageConfig;
import io.im2wav4j.experiments.plan.Experiment;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.EvaluationConfig;
import io.im2wav4j.training.encoder.ClassifierRun;
import io.im2wav4j.training.encoder.EncoderRun;
import io.im2wav4j.training.lm.LanguageModelRun;
import io.im2wav4j.training.vqvae.VqVaeRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The resolved configurations of a variant's stages. */
final class VariantSettings {
  private final ExperimentFile file;
  private final Variant variant;
  private final Experiment experiment;

  VariantSettings(ExperimentFile file, Variant variant) {
    this.file = file;
    this.variant = variant;
    this.experiment = file.experiment();
  }

  SceneConfig scenes() {
    Path yaml = file.resolve(experiment.data().train());
    return load("scenes", yaml, SceneConfig.class, List.of("seed=" + experiment.seed()));
  }

  /** How the data are cut into clips; null where they are taken as they are. */
  EventClipConfig clips() {
    return experiment.base().containsKey("clips")
        ? load("clips", yaml("clips"), EventClipConfig.class, List.of())
        : null;
  }

  /** Whether the encoder is trained here; otherwise {@link #publishedEncoder}. */
  boolean trainsEncoder() {
    String named = experiment.file(ModelKind.ENCODER.toString(), variant);
    return (named.endsWith(".yaml") || named.endsWith(".yml"))
        && !OnnxImageConfig.isDescription(file.resolve(named));
  }

  /** The name or file of a published encoder, or the description of one. */
  String publishedEncoder() {
    String named = experiment.file(ModelKind.ENCODER.toString(), variant);
    Path beside = file.resolve(named);
    return Files.exists(beside) ? beside.toString() : named;
  }

  EncoderRun encoder() {
    return training(ModelKind.ENCODER, EncoderRun.class);
  }

  ClassifierRun classifier() {
    return training(ModelKind.CLASSIFIER, ClassifierRun.class);
  }

  VqVaeRun vqVae() {
    return training(ModelKind.VQVAE, VqVaeRun.class);
  }

  FeaturesConfig features() {
    return load("features", yaml("features"), FeaturesConfig.class, List.of());
  }

  /** Low or Up. */
  LanguageModelRun languageModel(ModelKind model) {
    return training(model, LanguageModelRun.class);
  }

  GenerationConfig generation(List<String> more) {
    List<String> last = new ArrayList<>();
    last.add("seed=" + experiment.seed());
    last.addAll(more);
    return load("generation", yaml("generation"), GenerationConfig.class, last);
  }

  /** The protocol; null where the networks are the base's own. */
  EvaluationConfig evaluation() {
    if (!experiment.base().containsKey("evaluation")) {
      if (!experiment.overrides("evaluation", variant).isEmpty()) {
        throw new UserError(
            file.file().toString(),
            "settings of 'evaluation' without a protocol",
            "base.evaluation, a file of configs/evaluation",
            "Name one, or leave the settings out");
      }
      return null;
    }
    // One sound at a time: a network's answer must not depend on which sounds are in its cache.
    EvaluationConfig config =
        load("evaluation", yaml("evaluation"), EvaluationConfig.class, List.of("batch=1"));
    if (config.labels().isPresent() && !Files.exists(config.labels().get())) {
      return load(
          "evaluation",
          yaml("evaluation"),
          EvaluationConfig.class,
          List.of("batch=1", "labels=" + ProgramHome.find(config.labels().get())));
    }
    return config;
  }

  private <T extends Record> T training(ModelKind model, Class<T> type) {
    String stage = model.toString();
    return load(stage, yaml(stage), type, List.of("training.seed=" + experiment.seed()));
  }

  private Path yaml(String stage) {
    return file.resolve(experiment.file(stage, variant));
  }

  private <T extends Record> T load(String stage, Path yaml, Class<T> type, List<String> last) {
    List<String> all = new ArrayList<>(experiment.overrides(stage, variant));
    all.addAll(last);
    try {
      return Configs.load(yaml, type, all);
    } catch (UserError e) {
      throw new UserError(
          file.file().getFileName()
              + ", variant '"
              + variant.name()
              + "', "
              + stage
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
