package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.OutputPath;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.VariantResult;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.experiments.run.Shard;
import io.im2wav4j.experiments.run.VariantProcesses;
import io.im2wav4j.pipeline.experiment.ExperimentFile;
import io.im2wav4j.pipeline.experiment.ExperimentRun;
import io.im2wav4j.report.text.Comparisons;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav experiment run}. */
@Command(
    name = "run",
    description = {
      "Trains or reuses, generates and evaluates each variant, and writes OUT/results.json.",
      "",
      "Stop it whenever you like, even by force: the same command goes on where it was, with the same result."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav experiment run guidance",
      "  im2wav experiment run guidance --out my-guidance",
      "  im2wav experiment run guidance --variant 'guidance 3' --models demo",
      "  im2wav experiment run dropout --jobs 2",
      "  im2wav experiment run photosounds --data photosounds=DIR --data imagehear=DIR",
      "  im2wav experiment run experiments/guidance/experiment-paper.yaml --data vggsound=DIR --shard 1/4 --runs SHARED"
    })
final class ExperimentRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions options;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "Only this variant; may be repeated.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Variants at a time, each in a process of its own.")
  private int jobs;

  @Option(
      names = "--shard",
      paramLabel = "i/n",
      showDefaultValue = Visibility.NEVER,
      description = "Only every n-th variant from the i-th: for machines that share --runs.")
  private String shard;

  @Option(names = "--one-process", hidden = true, description = "Only run, write no result.")
  private boolean part;

  @Override
  public Integer call() {
    if (jobs < 1) {
      throw new UsageError("--jobs", String.valueOf(jobs), "at least 1", "Give a number");
    }
    if (shard != null && !names.isEmpty()) {
      throw new UsageError(
          "--variant, --shard", "both", "one of them", "Name variants, or share out all of them");
    }
    ExperimentFile file = options.file();
    ExperimentRun run = options.open(file);
    OutputPath.requireFolder("--out", options.out(file));
    run.requireItems();
    List<Variant> chosen =
        names.isEmpty()
            ? (shard == null ? Shard.ALL : Shard.parse(shard)).of(file.experiment().allVariants())
            : names.stream().map(run::variant).toList();
    runAll(file, run, chosen);
    if (part) {
      return chosen.stream().anyMatch(v -> run.outcomes().failure(v).isPresent()) ? 1 : 0;
    }
    return finish(file, run);
  }

  private void runAll(ExperimentFile file, ExperimentRun run, List<Variant> chosen) {
    if (jobs == 1 || chosen.size() == 1) {
      chosen.forEach(run::run);
      return;
    }
    chosen.forEach(run.outcomes()::clear);
    new VariantProcesses(options.runs(file), run.outcomes(), v -> command(file, v))
        .run(chosen, jobs);
  }

  /** This program again, with the same Java and its flags. */
  private List<String> command(ExperimentFile file, Variant variant) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(List.of("-Dim2wav.progress=log", "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Main.class.getName(), "experiment", "run"));
    words.addAll(options.again(file));
    words.addAll(List.of("--variant", variant.name(), "--one-process"));
    return words;
  }

  private int finish(ExperimentFile file, ExperimentRun run) {
    PrintWriter print = spec.commandLine().getOut();
    List<String> unfinished = run.unfinished();
    if (!unfinished.isEmpty()) {
      print.println("to do before there is a result: " + String.join(", ", unfinished));
      return 0;
    }
    run.runReferences();
    Path target = options.out(file).resolve("results.json");
    ExperimentResult result = run.result(options.out(file).toAbsolutePath());
    Json.write(target, result);
    print(result, print);
    print.println(target);
    return result.variants().stream().anyMatch(v -> v.failure() != null) ? 1 : 0;
  }

  private static void print(ExperimentResult result, PrintWriter print) {
    print.println(result.question());
    for (String metric : result.metrics()) {
      print.println(metric);
      for (VariantResult variant : result.variants()) {
        print.printf("  %-28s %s%n", variant.name(), value(variant, metric));
      }
      result
          .references()
          .forEach(
              r ->
                  r.metric(metric)
                      .ifPresent(m -> print.printf("  %-28s %s%n", r.name(), words(m))));
      result.comparisons().stream()
          .filter(c -> c.metric().equals(metric))
          .forEach(
              c ->
                  print.printf(
                      Locale.ROOT,
                      "  %s - %s: %s; %s%n",
                      c.first(),
                      c.second(),
                      Comparisons.size(c, unit(result, metric)),
                      Comparisons.verdict(c)));
    }
  }

  private static String unit(ExperimentResult result, String metric) {
    return result.variants().stream()
        .filter(v -> v.system() != null)
        .flatMap(v -> v.system().metric(metric).stream())
        .map(MetricResult::unit)
        .findFirst()
        .orElse("");
  }

  private static String value(VariantResult variant, String metric) {
    if (variant.system() == null) {
      return "failed: " + variant.failure();
    }
    return variant.system().metric(metric).map(ExperimentRunCommand::words).orElse("-");
  }

  private static String words(MetricResult metric) {
    return String.format(
        Locale.ROOT,
        "%.2f %s [%.2f, %.2f]",
        metric.value().estimate(),
        metric.unit(),
        metric.value().low(),
        metric.value().high());
  }
}
