package io.im2wav4j.cli;

import io.im2wav4j.pipeline.ConfiguredModel;
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
    spec.commandLine().getOut().print(ConfiguredModel.describe(config, overrides));
    return 0;
  }
}
