package io.im2wav4j.report;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.text.Comparisons;
import io.im2wav4j.report.text.MetricNames;
import io.im2wav4j.report.text.Numbers;
import io.im2wav4j.report.text.Verdicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a result says, in words: what was compared, what differs, what cannot be told. */
final class Findings {
  private Findings() {}

  /** As many paragraphs as there is to say. */
  static List<String> of(EvaluationResult result) {
    List<String> text = new ArrayList<>();
    List<String> names = result.systems().stream().map(SystemResult::name).toList();
    text.add(
        (names.size() == 1 ? "One system was" : names.size() + " systems were")
            + " scored on "
            + Numbers.count(result.protocol().items())
            + " items: "
            + Comparisons.list(names)
            + ".");
    Map<String, List<Comparison>> byMetric =
        result.comparisons().stream()
            .collect(
                Collectors.groupingBy(Comparison::metric, LinkedHashMap::new, Collectors.toList()));
    byMetric.forEach((metric, all) -> text.add(compared(result, metric, all)));
    List<String> untested =
        MetricNames.of(result.systems()).keySet().stream()
            .filter(m -> !byMetric.containsKey(m))
            .toList();
    if (names.size() > 1 && !untested.isEmpty()) {
      text.add(
          "No test was made for "
              + Comparisons.list(untested)
              + ": whether systems differ in "
              + (untested.size() == 1 ? "it" : "them")
              + " cannot be told beyond what the intervals show.");
    }
    return text;
  }

  /** Every comparison of one metric. */
  private static String compared(EvaluationResult result, String metric, List<Comparison> all) {
    String unit = MetricNames.unit(result, metric);
    List<String> differing =
        all.stream()
            .filter(Verdicts::differs)
            .map(Findings::positive)
            .map(c -> c.first() + " over " + c.second() + " by " + Comparisons.size(c, unit))
            .toList();
    List<String> alike =
        all.stream()
            .filter(c -> !Verdicts.differs(c))
            .map(c -> c.first() + " and " + c.second() + ", " + Comparisons.size(c, unit))
            .toList();
    List<String> sentences = new ArrayList<>();
    if (!differing.isEmpty()) {
      sentences.add("In " + metric + ": " + String.join("; ", differing) + ".");
    }
    if (!alike.isEmpty()) {
      sentences.add(
          (differing.isEmpty() ? "In " + metric + " n" : "N")
              + "o difference can be told between "
              + String.join("; ", alike)
              + ".");
    }
    return String.join(" ", sentences);
  }

  private static Comparison positive(Comparison c) {
    return c.difference().estimate() < 0 ? Comparisons.turned(c) : c;
  }

  /**
   * What an experiment found in one metric: gains over the baseline first, then losses.
   *
   * @param variants as systems
   * @param baseline name of the variant that the others are compared with
   */
  static String outcome(
      List<SystemResult> variants, MetricResult metric, String baseline, List<Comparison> all) {
    List<SystemResult> scored =
        variants.stream()
            .filter(v -> v.metric(metric.name()).isPresent())
            .filter(v -> Double.isFinite(v.metric(metric.name()).get().value().estimate()))
            .toList();
    List<Comparison> own =
        all.stream()
            .filter(c -> c.metric().equals(metric.name()))
            .filter(c -> c.first().equals(baseline) || c.second().equals(baseline))
            .map(c -> c.second().equals(baseline) ? c : Comparisons.turned(c))
            .filter(c -> scored.stream().anyMatch(v -> v.name().equals(c.first())))
            .toList();
    if (scored.isEmpty()) {
      return capital(metric.name()) + " is a number for no variant.";
    }
    if (own.isEmpty()) {
      return range(scored, metric);
    }
    List<Comparison> differing =
        own.stream()
            .filter(Verdicts::differs)
            .sorted(
                Comparator.comparing(
                        (Comparison c) -> !Verdicts.firstIsBetter(c, metric.direction()))
                    .thenComparing(c -> -Math.abs(c.difference().estimate())))
            .toList();
    List<String> alike =
        own.stream().filter(c -> !Verdicts.differs(c)).map(Comparison::first).toList();
    return differing.isEmpty()
        ? none(own, metric, baseline)
        : some(scored, differing, alike, metric, baseline);
  }

  private static String some(
      List<SystemResult> scored,
      List<Comparison> differing,
      List<String> alike,
      MetricResult metric,
      String baseline) {
    Comparison largest = differing.get(0);
    String text =
        String.format(
            "%s is %s with %s and %s with %s (the baseline): a difference of %s.",
            capital(metric.name()),
            value(scored, largest.first(), metric),
            largest.first(),
            value(scored, baseline, metric),
            baseline,
            Comparisons.size(largest, metric.unit()));
    if (differing.size() > 1) {
      text +=
          " Also different from the baseline: "
              + Comparisons.list(
                  differing.stream()
                      .skip(1)
                      .map(
                          c ->
                              c.first()
                                  + " ("
                                  + Numbers.difference(c.difference().estimate(), metric.unit())
                                  + ")")
                      .toList())
              + ".";
    }
    if (!alike.isEmpty()) {
      text += " Cannot be told from the baseline: " + Comparisons.list(alike) + ".";
    }
    return text;
  }

  private static String none(List<Comparison> own, MetricResult metric, String baseline) {
    Comparison largest =
        own.stream()
            .max(Comparator.comparingDouble(c -> Math.abs(c.difference().estimate())))
            .orElseThrow();
    return "There is no difference in "
        + metric.name()
        + " from "
        + baseline
        + " (the baseline) that "
        + Numbers.count(largest.items())
        + " items could show. The largest is that of "
        + largest.first()
        + ": "
        + Comparisons.size(largest, metric.unit())
        + ".";
  }

  private static String range(List<SystemResult> scored, MetricResult metric) {
    SystemResult low = extreme(scored, metric, -1);
    SystemResult high = extreme(scored, metric, 1);
    if (low.name().equals(high.name())) {
      return capital(metric.name())
          + " is "
          + value(scored, low.name(), metric)
          + " with "
          + low.name()
          + (scored.size() > 1 ? " and no other value elsewhere." : ".");
    }
    return capital(metric.name())
        + " runs from "
        + value(scored, low.name(), metric)
        + " ("
        + low.name()
        + ") to "
        + value(scored, high.name(), metric)
        + " ("
        + high.name()
        + "). It was not tested item by item: "
        + overlap(
            low.metric(metric.name()).orElseThrow(), high.metric(metric.name()).orElseThrow());
  }

  private static String overlap(MetricResult low, MetricResult high) {
    if (low.value().level() == 0 || high.value().level() == 0) {
      return "without intervals it cannot be told whether that is more than chance.";
    }
    return low.value().high() < high.value().low()
        ? "the intervals of these two do not overlap."
        : "the intervals of these two overlap, so a difference cannot be told.";
  }

  /** The system with the smallest (sign -1) or the largest (1) value. */
  private static SystemResult extreme(List<SystemResult> scored, MetricResult metric, int sign) {
    return scored.stream()
        .max(
            Comparator.comparingDouble(
                s -> sign * s.metric(metric.name()).orElseThrow().value().estimate()))
        .orElseThrow();
  }

  private static String value(List<SystemResult> scored, String name, MetricResult metric) {
    return scored.stream()
        .filter(s -> s.name().equals(name))
        .flatMap(s -> s.metric(metric.name()).stream())
        .map(m -> Numbers.withUnit(m.value().estimate(), m.unit()))
        .findFirst()
        .orElse("not known");
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
