package io.im2wav4j.cli;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.pipeline.ReportWriting;
import io.im2wav4j.pipeline.benchmark.RankedSounds;
import io.im2wav4j.report.MetricsMarkdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a benchmark shows at its end: table, best and worst sounds, where the page is. */
final class BenchmarkOutput {
  private static final int SHOWN = 5;

  private BenchmarkOutput() {}

  static void print(
      EvaluationResult result, Path out, ModelsFolder models, String title, PrintWriter print) {
    print.print(MetricsMarkdown.table(result));
    SystemResult last = result.systems().get(result.systems().size() - 1);
    RankedSounds.of(last)
        .ifPresent(
            ranked -> {
              print("best", ranked.best(SHOWN), ranked, print);
              print("worst", ranked.worst(SHOWN), ranked, print);
            });
    print.println(ReportWriting.run(out, models, title));
    print.println(out.resolve("classes.csv"));
    print.println(out.resolve("results.json"));
  }

  private static void print(
      String end, List<ItemResult> items, RankedSounds ranked, PrintWriter print) {
    print.println(end + " of " + ranked.system() + " by " + ranked.metric());
    for (ItemResult item : items) {
      print.printf(
          Locale.ROOT, "  %8.2f  %s%n", item.scores().get(ranked.metric()), item.generated());
    }
  }
}
