package io.im2wav4j.cli;

import io.im2wav4j.core.config.Configs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that every training has. */
final class TrainOptions {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "YAML",
      description = "Model and training, see configs/.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config, as training.steps=100; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the run.")
  private Path out;

  <T extends Record> T load(Class<T> type) {
    return Configs.load(config, type, overrides);
  }

  Path out() {
    return out;
  }
}
