package io.im2wav4j.cli;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code im2wav data scenes}. */
@Command(
    name = "scenes",
    description = "Renders the built-in data set: labelled videos with sound, made from a seed.",
    footer = {
      "",
      "Examples:",
      "  im2wav data scenes --out scenes --config configs/data/scenes-demo.yaml",
      "  im2wav data scenes --out few --config configs/data/scenes-demo.yaml --set train=2"
    })
final class ScenesCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write.")
  private Path out;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "YAML",
      description = "Sizes of the data set, as configs/data/scenes-demo.yaml.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() {
    render(Configs.load(config, SceneConfig.class, overrides), out);
    spec.commandLine().getOut().println(out.resolve("manifest.csv"));
    return 0;
  }

  /** Renders what is missing. */
  static void render(SceneConfig config, Path out) {
    try (Progress progress = Progress.start("scenes", config.items())) {
      SceneDataSet.write(out, config, scene -> progress.step(1, ""));
    }
  }
}
