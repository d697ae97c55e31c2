package io.im2wav4j.cli;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.pipeline.ReportWriting;
import io.im2wav4j.report.MetricsMarkdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark shows at its end: table, best and worst sounds, where the page is. */
final class BenchmarkOutput {
  private static final int SHOWN = 5;

  private BenchmarkOutput() {}

  static void print(
      EvaluationResult result, Path out, ModelsFolder models, String title, PrintWriter print) {
    print.print(MetricsMarkdown.table(result));
    SystemResult last = result.systems().get(result.systems().size() - 1);
    extremes(last, print);
    print.println(ReportWriting.run(out, models, title));
    print.println(out.resolve("classes.csv"));
    print.println(out.resolve("results.json"));
  }

  /** By the CLIP-score where there is one, for accuracy is only right or wrong. */
  static void extremes(SystemResult system, PrintWriter print) {
    String metric =
        system.items().stream()
            .flatMap(item -> item.scores().keySet().stream())
            .distinct()
            .max(Comparator.comparing(name -> name.startsWith("CLIP-score")))
            .orElse(null);
    if (metric == null) {
      return;
    }
    double sign =
        system.metric(metric).filter(m -> m.direction() == Direction.LOWER).isPresent() ? 1 : -1;
    List<ItemResult> sorted =
        system.items().stream()
            .filter(item -> item.scores().containsKey(metric))
            .sorted(Comparator.comparing(item -> sign * item.scores().get(metric)))
            .toList();
    int n = Math.min(SHOWN, sorted.size());
    Map<String, List<ItemResult>> both =
        Map.of(
            "best",
            sorted.subList(0, n),
            "worst",
            sorted.subList(sorted.size() - n, sorted.size()));
    for (String end : List.of("best", "worst")) {
      print.println(end + " of " + system.name() + " by " + metric);
      for (ItemResult item : both.get(end)) {
        print.printf(Locale.ROOT, "  %8.2f  %s%n", item.scores().get(metric), item.generated());
      }
    }
  }
}
