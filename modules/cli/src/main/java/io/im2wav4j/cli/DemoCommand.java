package io.im2wav4j.cli;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.pipeline.demo.Demo;
import io.im2wav4j.report.MetricsMarkdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav demo}. */
@Command(
    name = "demo",
    description = {
      "Runs the whole loop on the built-in data: renders scenes, trains everything on them, makes sounds for pictures that"
          + " training never saw, scores them and writes a page.",
      "",
      "Stop it whenever you like: the same command goes on where it was."
    },
    footer = {"", "Examples:", "  im2wav demo", "  im2wav demo --out /tmp/demo --seed 7"})
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "Folder of everything it makes.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of everything random.")
  private long seed;

  @Option(
      names = "--config",
      paramLabel = "YAML",
      showDefaultValue = Visibility.NEVER,
      description = "Another configuration than configs/demo/demo.yaml.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() {
    Path file =
        config != null
            ? config
            : Path.of(System.getProperty(Provenance.HOME, ""), "configs", "demo", "demo.yaml");
    Demo demo = new Demo(file, overrides, out, seed);
    if (!demo.run()) {
      throw new Interrupted("stopped; the same command goes on from here");
    }
    PrintWriter print = spec.commandLine().getOut();
    EvaluationResult result = Json.read(demo.results(), EvaluationResult.class);
    print.print(MetricsMarkdown.table(result));
    DemoResult numbers = result.demo();
    print.println();
    print.println("accuracy on held-out pictures  " + numbers.accuracy());
    print.println("by guidance scale              " + numbers.accuracyByGuidance());
    print.println("pictures shuffled              " + numbers.shuffledAccuracy());
    print.println("reconstructed true sounds      " + numbers.reconstructionAccuracy());
    print.println("true sounds                    " + numbers.trueAccuracy());
    print.println("size and pitch, rank corr.     " + numbers.sizePitchCorrelation());
    print.println("seconds by stage               " + numbers.secondsByStage());
    print.println("results                        " + demo.results());
    print.println("page                           " + demo.page().toAbsolutePath());
    return 0;
  }
}
