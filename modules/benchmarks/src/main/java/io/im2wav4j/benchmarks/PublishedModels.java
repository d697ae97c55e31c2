package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Our models at the published sizes with random weights. */
final class PublishedModels {
  private PublishedModels() {}

  /** The sizes of Low or Up. */
  static LanguageModelConfig languageModel(ModelKind model) {
    return Configs.section(
        config("lm/" + model + "-paper"), "model", LanguageModelConfig.class, List.of());
  }

  /** The sizes of the VQ-VAE. */
  static VqVaeConfig vqVae() {
    return Configs.section(config("vqvae/paper"), "model", VqVaeConfig.class, List.of());
  }

  static Path config(String name) {
    return Path.of(System.getProperty(Provenance.HOME, "."))
        .resolve("configs")
        .resolve(name + ".yaml");
  }

  /** Writes the folders of an Im2Wav, which {@code im2wav generate} takes for training runs. */
  static void write(Path root) throws IOException {
    for (ModelKind model : ModelKind.IM2WAV) {
      Path run = root.resolve(model.toString());
      Files.createDirectories(run.resolve("checkpoints").resolve("step-00000001"));
      Files.writeString(run.resolve("resolved.yaml"), "");
    }
    for (ModelKind model : ModelKind.LANGUAGE_MODELS) {
      LanguageModelConfig config = languageModel(model);
      Path run = root.resolve(model.toString());
      Path file = run.resolve("weights.safetensors");
      try (NDManager manager = NDManager.newBaseManager()) {
        save(LanguageModel.create(config, manager, 1), file);
      }
      TrainedModels.writeLanguageModel(run, config, file);
    }
    Path run = root.resolve(ModelKind.VQVAE.toString());
    Path file = run.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      save(new VqVae(new ParameterFactory(manager, 3), vqVae()), file);
    }
    TrainedModels.writeVqVae(run, vqVae(), file);
  }

  private static void save(Module model, Path file) {
    Weights.save(file, model.state(), Map.of());
  }
}
