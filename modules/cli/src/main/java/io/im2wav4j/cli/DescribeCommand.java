package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.pipeline.ConfiguredModel;
import io.im2wav4j.pipeline.GenerationDefaults;
import io.im2wav4j.pipeline.ModelsFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav models describe}. */
@Command(
    name = "describe",
    description = {
      "Builds the model of a configuration and prints its layers, shapes and parameter counts;"
          + " of a folder of models, how sounds are made with them unless told otherwise."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav models describe --config configs/lm/low-paper.yaml",
      "  im2wav models describe --config configs/lm/low-tiny.yaml --set model.depth=12",
      "  im2wav models describe --models demo/runs"
    })
final class DescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "YAML",
      showDefaultValue = Visibility.NEVER,
      description = "Configuration with a section 'model', or a run's resolved.yaml.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Folder with the runs vqvae, low and up.")
  private Path models;

  @Override
  public Integer call() {
    if ((config == null) == (models == null)) {
      throw new UsageError(
          "im2wav models describe",
          config == null ? "nothing to describe" : "--config and --models",
          "--config YAML or --models DIR",
          "Give one of them");
    }
    if (models != null) {
      spec.commandLine().getOut().print(GenerationDefaults.of(new ModelsFolder(models)));
      return 0;
    }
    spec.commandLine().getOut().print(ConfiguredModel.describe(config, overrides));
    return 0;
  }
}
