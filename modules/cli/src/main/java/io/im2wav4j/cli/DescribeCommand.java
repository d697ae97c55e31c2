package io.im2wav4j.cli;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.models.ModelDescription;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav models describe}. */
@Command(
    name = "describe",
    description =
        "Builds the model of a configuration and prints its layers, shapes and parameter counts.",
    footer = {
      "",
      "Examples:",
      "  im2wav models describe --config configs/lm/low-paper.yaml",
      "  im2wav models describe --config configs/lm/low-tiny.yaml --set model.depth=12"
    })
final class DescribeCommand implements Callable<Integer> {
  private static final String SECTION = "model";

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "YAML",
      description = "Configuration with a section 'model', or a run's resolved.yaml.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() {
    // Only a language model has a window of codes.
    boolean vqVae = !Configs.keys(config, SECTION, overrides).contains("contextLength");
    try (NDManager manager = NDManager.newBaseManager()) {
      ModelDescription description =
          vqVae
              ? ModelDescription.of(
                  new VqVae(
                      new ParameterFactory(manager, 0),
                      Configs.section(config, SECTION, VqVaeConfig.class, overrides)))
              : ModelDescription.of(
                  LanguageModel.create(
                      Configs.section(config, SECTION, LanguageModelConfig.class, overrides),
                      manager,
                      0));
      spec.commandLine().getOut().print(description);
    }
    return 0;
  }
}
