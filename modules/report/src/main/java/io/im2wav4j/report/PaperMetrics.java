package io.im2wav4j.report;

import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.text.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The numbers that papers on sound from pictures report: FAD, KL, CLIP-score and accuracy. */
final class PaperMetrics {
  private static final List<String> NAMES = List.of("FAD", "KL", "CLIP-score", "accuracy");

  private PaperMetrics() {}

  /**
   * Those that were measured, in the order of papers; the first of all metrics where none of the
   * four was.
   */
  static List<MetricResult> of(List<SystemResult> systems) {
    List<MetricResult> all = List.copyOf(MetricNames.of(systems).values());
    List<MetricResult> found = new ArrayList<>();
    for (String name : NAMES) {
      all.stream()
          .filter(m -> MetricNames.plain(m.name()).equals(name))
          .findFirst()
          .ifPresent(found::add);
    }
    return found.isEmpty() ? all.stream().limit(NAMES.size()).toList() : found;
  }

  /** The metric to say first: accuracy where it was measured. */
  static Optional<MetricResult> first(List<SystemResult> systems) {
    List<MetricResult> paper = of(systems);
    return paper.stream()
        .filter(m -> MetricNames.plain(m.name()).equals("accuracy"))
        .findFirst()
        .or(() -> paper.stream().findFirst());
  }
}
