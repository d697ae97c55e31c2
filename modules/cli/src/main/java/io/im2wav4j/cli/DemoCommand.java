package io.im2wav4j.cli;

import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.experiments.stage.StageStore;
import io.im2wav4j.pipeline.experiment.DemoReport;
import io.im2wav4j.pipeline.experiment.ExperimentFile;
import io.im2wav4j.pipeline.experiment.ExperimentInputs;
import io.im2wav4j.pipeline.experiment.ExperimentRun;
import io.im2wav4j.report.MetricsMarkdown;
import io.im2wav4j.report.text.Numbers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
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
      description = "Another experiment than experiments/demo/experiment.yaml.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of a stage, as vqvae.training.steps=100, or another value of the file; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Mixin private WeightsFolder weights;

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(overrides);
    all.add("seed=" + seed);
    ExperimentFile file = ExperimentFile.open(config == null ? "demo" : config.toString(), all);
    DemoReport.requireSummable(file);
    // A store of its own: what other experiments have made is not looked at, and the demo's folder
    // has all that it shows.
    ExperimentRun run =
        new ExperimentRun(
            file,
            new ExperimentInputs(Map.of(), weights.store()),
            new StageStore(out.resolve(DemoReport.STAGES), List.of()));
    run.requireItems();
    EvaluationResult result;
    try (FolderLock lock = FolderLock.take(out)) {
      run.runAll();
      result = DemoReport.write(run, out);
    }
    PrintWriter print = spec.commandLine().getOut();
    print.print(MetricsMarkdown.table(result));
    DemoResult numbers = result.demo();
    print.println();
    print.println("accuracy on held-out pictures  " + percent(numbers.accuracy()));
    print.println(
        "by guidance scale              "
            + each(numbers.accuracyByGuidance(), DemoCommand::percent));
    print.println("pictures shuffled              " + percent(numbers.shuffledAccuracy()));
    print.println("reconstructed ground truth     " + percent(numbers.reconstructionAccuracy()));
    print.println("ground truth                   " + percent(numbers.trueAccuracy()));
    if (numbers.sizePitchCorrelation() != null) {
      print.println(
          "size and pitch, rank corr.     " + Numbers.value(numbers.sizePitchCorrelation()));
    }
    print.println(
        "time by stage                  " + each(numbers.secondsByStage(), Numbers::duration));
    print.println("results                        " + out.resolve("results.json"));
    print.println("page                           " + out.resolve("report.html").toAbsolutePath());
    return 0;
  }

  private static String percent(double share) {
    return Numbers.withUnit(100 * share, "%");
  }

  private static String each(Map<String, Double> values, DoubleFunction<String> shown) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + shown.apply(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
