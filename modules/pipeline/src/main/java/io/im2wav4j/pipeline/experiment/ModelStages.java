package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.experiments.stage.Output;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.experiments.stage.StoppedException;
import io.im2wav4j.experiments.stage.Work;
import io.im2wav4j.features.prepare.CodePreparation;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.FeaturePreparation;
import io.im2wav4j.pipeline.ModelTraining;
import io.im2wav4j.training.TrainingOutcome;
import io.im2wav4j.training.encoder.ClassifierRun;
import io.im2wav4j.training.encoder.EncoderRun;
import io.im2wav4j.training.lm.LanguageModelRun;
import io.im2wav4j.training.vqvae.VqVaeRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Trained models, and the features that language models are trained on, as stages. */
final class ModelStages {
  /** Goes up whenever training makes other weights of the same configuration and data. */
  private static final int TRAINING_FORMAT = 2;

  private static final int FEATURES_FORMAT = 1;
  private static final String ENCODER = ModelKind.ENCODER.toString();
  private static final String VQVAE = ModelKind.VQVAE.toString();

  private final DemoRuns demo;
  private final Path caches;

  /**
   * @param caches folder for decoded sounds
   */
  ModelStages(DemoRuns demo, Path caches) {
    this.demo = demo;
    this.caches = caches;
  }

  /** A training run: what it is called, its configuration, and the call that trains it. */
  private final class Training<T extends Record> implements Work {
    private final ModelKind model;
    private final T config;
    private final Class<T> type;
    private final Trainer trainer;

    private Training(ModelKind model, T config, Class<T> type, Trainer trainer) {
      this.model = model;
      this.config = config;
      this.type = type;
      this.trainer = trainer;
    }

    @Override
    public void run(Path folder, Map<String, Output> inputs) {
      if (trainer.train(folder, inputs) != TrainingOutcome.FINISHED) {
        throw new StoppedException("training " + model);
      }
    }

    @Override
    public String hash(Path folder) {
      return Hashes.sha256(RunFolder.open(folder).weights());
    }

    @Override
    public Optional<Path> elsewhere(Map<String, Output> inputs) {
      return demo.run(model, config, type, inputs.values());
    }
  }

  private interface Trainer {
    TrainingOutcome train(Path folder, Map<String, Output> inputs);
  }

  private <T extends Record> Stage training(
      ModelKind model, T config, Class<T> type, Map<String, Stage> inputs, Trainer trainer) {
    return new Stage(
        model.toString(),
        TRAINING_FORMAT,
        Configs.toYaml(config),
        inputs,
        new Training<>(model, config, type, trainer));
  }

  Stage encoder(EncoderRun config, Stage data) {
    return training(
        ModelKind.ENCODER,
        config,
        EncoderRun.class,
        Map.of("data", data),
        (folder, in) -> ModelTraining.encoder(folder, config, ItemChoice.all(data(in)), cache(in)));
  }

  Stage classifier(ClassifierRun config, Stage data) {
    return training(
        ModelKind.CLASSIFIER,
        config,
        ClassifierRun.class,
        Map.of("data", data),
        (folder, in) ->
            ModelTraining.classifier(folder, config, ItemChoice.all(data(in)), cache(in)));
  }

  Stage vqVae(VqVaeRun config, Stage data) {
    return training(
        ModelKind.VQVAE,
        config,
        VqVaeRun.class,
        Map.of("data", data),
        (folder, in) -> ModelTraining.vqVae(folder, config, ItemChoice.all(data(in)), cache(in)));
  }

  /** Low or Up. */
  Stage languageModel(ModelKind model, LanguageModelRun config, Stage features, Stage vqVae) {
    return training(
        model,
        config,
        LanguageModelRun.class,
        Map.of("features", features, VQVAE, vqVae),
        (folder, in) ->
            ModelTraining.languageModel(
                folder, config, in.get("features").path(), in.get(VQVAE).path()));
  }

  /** Embeddings of frames and codes of sounds. */
  Stage features(FeaturesConfig config, Stage data, Stage encoder, Stage vqVae) {
    return new Stage(
        "features",
        FEATURES_FORMAT,
        Configs.toYaml(config),
        Map.of("data", data, ENCODER, encoder, VQVAE, vqVae),
        new Features(config));
  }

  private final class Features implements Work {
    private final FeaturesConfig config;

    private Features(FeaturesConfig config) {
      this.config = config;
    }

    @Override
    public void run(Path folder, Map<String, Output> in) {
      var items = ItemChoice.all(data(in));
      FeaturePreparation.embeddings(
          folder, items, in.get(ENCODER).path(), config.frameRate(), config.views());
      FeaturePreparation.codes(folder, items, in.get(VQVAE).path());
    }

    @Override
    public String hash(Path folder) {
      StringBuilder text = new StringBuilder();
      index(folder, EmbeddingPreparation.KIND).ifPresent(i -> text.append(Json.pretty(i)));
      index(folder, CodePreparation.KIND).ifPresent(i -> text.append(Json.pretty(i)));
      return Hashes.sha256(text.toString());
    }

    @Override
    public Optional<Path> elsewhere(Map<String, Output> in) {
      if (config.views() > 0 || !demo.own(in.values())) {
        return Optional.empty();
      }
      Path made = demo.folder().resolve("features");
      boolean whole =
          index(made, CodePreparation.KIND).map(ShardIndex::complete).orElse(false)
              && index(made, EmbeddingPreparation.KIND)
                  .filter(ShardIndex::complete)
                  .map(i -> i.identity().settings().get("frameRate"))
                  .filter(String.valueOf(config.frameRate())::equals)
                  .isPresent();
      return whole ? Optional.of(made) : Optional.empty();
    }

    private static Optional<ShardIndex> index(Path folder, String kind) {
      return ShardIndex.find(folder, kind);
    }
  }

  private static Path data(Map<String, Output> inputs) {
    return inputs.get("data").path();
  }

  /** Decoded sounds of one data set. */
  private Path cache(Map<String, Output> inputs) {
    return caches.resolve(inputs.get("data").hash().substring(0, 12));
  }
}
