package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.models.ModelDescription;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.nio.file.Path;
import java.util.List;

/** The model of a configuration, built with weights as before training. */
public final class ConfiguredModel {
  private static final String SECTION = "model";

  private ConfiguredModel() {}

  /**
   * Its layers, shapes and parameter counts.
   *
   * @param config a YAML with a section 'model', of a VQ-VAE or of a language model
   */
  public static ModelDescription describe(Path config, List<String> overrides) {
    // Only a language model has a window of codes.
    boolean vqVae = !Configs.keys(config, SECTION, overrides).contains("contextLength");
    try (NDManager manager = NDManager.newBaseManager()) {
      return vqVae
          ? ModelDescription.of(
              new VqVae(
                  new ParameterFactory(manager, 0),
                  Configs.section(config, SECTION, VqVaeConfig.class, overrides)))
          : ModelDescription.of(
              LanguageModel.create(
                  Configs.section(config, SECTION, LanguageModelConfig.class, overrides),
                  manager,
                  0));
    }
  }
}
