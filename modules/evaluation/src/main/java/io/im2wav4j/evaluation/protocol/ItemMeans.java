package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Metrics that are means over items, of all items and of each label's. Scores of an item's several
 * sounds are averaged before the mean and the bootstrap over items: sounds for one picture are not
 * independent.
 */
final class ItemMeans {
  private final EvaluationSettings settings;
  private final List<EvaluationItem> items;
  private final List<SoundRow> rows;
  private final List<Metric> metrics = new ArrayList<>();

  private record Metric(
      String name, String unit, Direction direction, String note, Map<String, Double> details) {}

  ItemMeans(EvaluationSettings settings, List<EvaluationItem> items, List<SoundRow> rows) {
    this.settings = settings;
    this.items = items;
    this.rows = rows;
  }

  /** The mean of the rows' scores of that name; empty where no row has one. */
  Optional<MetricResult> of(String name, String unit, Direction direction, String note) {
    return of(name, unit, direction, note, Map.of());
  }

  /** The same with further numbers. */
  Optional<MetricResult> of(
      String name, String unit, Direction direction, String note, Map<String, Double> details) {
    Optional<MetricResult> result = over(rows, new Metric(name, unit, direction, note, details));
    result.ifPresent(r -> metrics.add(new Metric(name, unit, direction, note, Map.of())));
    return result;
  }

  /** All metrics asked for so far again, over the items of each label. */
  List<ClassResult> classes() {
    Map<String, List<SoundRow>> byLabel = new TreeMap<>();
    for (SoundRow row : rows) {
      String label = items.get(row.item()).label();
      if (label != null) {
        byLabel.computeIfAbsent(label, l -> new ArrayList<>()).add(row);
      }
    }
    List<ClassResult> out = new ArrayList<>();
    byLabel.forEach(
        (label, own) ->
            out.add(
                new ClassResult(
                    label,
                    (int) own.stream().mapToInt(SoundRow::item).distinct().count(),
                    metrics.stream().flatMap(metric -> over(own, metric).stream()).toList())));
    return out;
  }

  private Optional<MetricResult> over(List<SoundRow> some, Metric metric) {
    double[] perItem = perItem(some, metric.name());
    if (perItem.length == 0) {
      return Optional.empty();
    }
    int count = (int) some.stream().filter(r -> r.scores().containsKey(metric.name())).count();
    Bootstrap bootstrap = settings.bootstrap(settings.protocol().resamples(), "bootstrap-mean");
    Interval value = perItem.length == 1 ? Interval.exact(perItem[0]) : bootstrap.mean(perItem);
    return Optional.of(
        new MetricResult(
            metric.name(),
            metric.unit(),
            metric.direction(),
            value,
            count,
            metric.note(),
            metric.details()));
  }

  private static double[] perItem(List<SoundRow> some, String name) {
    Map<Integer, List<Double>> byItem = new LinkedHashMap<>();
    for (SoundRow row : some) {
      Double score = row.scores().get(name);
      if (score != null) {
        byItem.computeIfAbsent(row.item(), i -> new ArrayList<>()).add(score);
      }
    }
    return byItem.values().stream()
        .mapToDouble(v -> v.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .toArray();
  }
}
