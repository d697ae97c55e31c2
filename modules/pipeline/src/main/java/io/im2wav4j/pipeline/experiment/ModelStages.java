package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.experiments.stage.Output;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.features.prepare.CodePreparation;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.FeaturePreparation;
import io.im2wav4j.pipeline.ModelTraining;
import io.im2wav4j.training.encoder.ClassifierRun;
import io.im2wav4j.training.encoder.EncoderRun;
import io.im2wav4j.training.lm.LanguageModelRun;
import io.im2wav4j.training.vqvae.VqVaeRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Trained models, and the features that language models are trained on, as stages. */
final class ModelStages {
  /** Goes up whenever training makes other weights of the same configuration and data. */
  private static final int TRAINING_FORMAT = 2;

  private static final int FEATURES_FORMAT = 1;
  private static final String ENCODER = ModelKind.ENCODER.toString();
  private static final String VQVAE = ModelKind.VQVAE.toString();

  private final Path caches;

  /**
   * @param caches folder for decoded sounds
   */
  ModelStages(Path caches) {
    this.caches = caches;
  }

  private interface Trainer {
    void train(Path folder, Map<String, Output> inputs);
  }

  private static Stage training(
      ModelKind model, Record config, Map<String, Stage> inputs, Trainer trainer) {
    return new Stage(
        model.toString(),
        TRAINING_FORMAT,
        Configs.toYaml(config),
        inputs,
        trainer::train,
        folder -> CheckpointFiles.sha256(RunFolder.open(folder).weights()));
  }

  Stage encoder(EncoderRun config, Stage data) {
    return training(
        ModelKind.ENCODER,
        config,
        Map.of("data", data),
        (folder, in) -> ModelTraining.encoder(folder, config, items(in), cache(in)));
  }

  Stage classifier(ClassifierRun config, Stage data) {
    return training(
        ModelKind.CLASSIFIER,
        config,
        Map.of("data", data),
        (folder, in) -> ModelTraining.classifier(folder, config, items(in), cache(in)));
  }

  Stage vqVae(VqVaeRun config, Stage data) {
    return training(
        ModelKind.VQVAE,
        config,
        Map.of("data", data),
        (folder, in) -> ModelTraining.vqVae(folder, config, items(in), cache(in)));
  }

  /** Low or Up. */
  Stage languageModel(ModelKind model, LanguageModelRun config, Stage features, Stage vqVae) {
    return training(
        model,
        config,
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
        (folder, in) -> {
          FeaturePreparation.embeddings(
              folder, items(in), in.get(ENCODER).path(), config.frameRate(), config.views());
          FeaturePreparation.codes(folder, items(in), in.get(VQVAE).path());
        },
        ModelStages::featuresHash);
  }

  private static String featuresHash(Path folder) {
    StringBuilder text = new StringBuilder();
    for (String kind : List.of(EmbeddingPreparation.KIND, CodePreparation.KIND)) {
      ShardIndex.find(folder, kind).ifPresent(index -> text.append(Json.pretty(index)));
    }
    return Hashes.sha256(text.toString());
  }

  private static List<Item> items(Map<String, Output> inputs) {
    return ItemChoice.all(inputs.get("data").path());
  }

  /** Decoded sounds of one data set. */
  private Path cache(Map<String, Output> inputs) {
    return caches.resolve(inputs.get("data").hash().substring(0, 12));
  }
}
