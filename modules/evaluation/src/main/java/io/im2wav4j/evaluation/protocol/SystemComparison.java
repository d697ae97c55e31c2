package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether two systems differ in a metric, item by item. */
public final class SystemComparison {
  private SystemComparison() {}

  /**
   * The mean difference (first - second) over the items that both scored, with its interval and
   * p-value.
   */
  public static Comparison of(
      SystemResult first, SystemResult second, String metric, Bootstrap bootstrap) {
    Map<String, Double> a = itemMeans(first, metric);
    Map<String, Double> b = itemMeans(second, metric);
    List<String> shared = a.keySet().stream().filter(b::containsKey).toList();
    if (shared.isEmpty()) {
      throw new IllegalArgumentException(
          first.name() + " and " + second.name() + " have no item with '" + metric + "' in common");
    }
    Bootstrap.Difference difference =
        bootstrap.difference(
            shared.stream().mapToDouble(a::get).toArray(),
            shared.stream().mapToDouble(b::get).toArray());
    return new Comparison(
        metric,
        first.name(),
        second.name(),
        difference.difference(),
        difference.pValue(),
        shared.size());
  }

  private static Map<String, Double> itemMeans(SystemResult system, String metric) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (ItemResult item : system.items()) {
      Double score = item.scores().get(metric);
      if (score != null) {
        values.computeIfAbsent(item.id(), i -> new ArrayList<>()).add(score);
      }
    }
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach(
        (id, v) ->
            means.put(id, v.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    return means;
  }
}
