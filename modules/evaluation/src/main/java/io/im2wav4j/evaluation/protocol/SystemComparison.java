package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.Significance;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.PairedTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether two systems differ in a metric, item by item. */
public final class SystemComparison {
  private SystemComparison() {}

  /**
   * The mean difference (first - second) over the items that both scored, with its interval, the
   * p-value of the paired bootstrap and those of further tests.
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
    double[] x = shared.stream().mapToDouble(a::get).toArray();
    double[] y = shared.stream().mapToDouble(b::get).toArray();
    Bootstrap.Difference difference = bootstrap.difference(x, y);
    List<Significance> others = new ArrayList<>();
    others.add(new Significance("Wilcoxon signed rank", PairedTests.wilcoxon(x, y), null));
    if (metric.startsWith("accuracy") && isBinary(x) && isBinary(y)) {
      others.add(new Significance("McNemar exact", PairedTests.mcNemar(x, y), null));
    }
    return new Comparison(
        metric,
        first.name(),
        second.name(),
        difference.difference(),
        difference.pValue(),
        shared.size(),
        Comparison.PAIRED_BOOTSTRAP,
        null,
        others);
  }

  /**
   * The comparisons with p-values corrected for how many of them there are, by Holm's method, each
   * test's by themselves.
   */
  public static List<Comparison> corrected(List<Comparison> comparisons) {
    double[] main =
        PairedTests.holm(comparisons.stream().mapToDouble(Comparison::pValue).toArray());
    Map<String, List<Double>> byTest = new LinkedHashMap<>();
    comparisons.stream()
        .flatMap(c -> c.others().stream())
        .forEach(t -> byTest.computeIfAbsent(t.test(), n -> new ArrayList<>()).add(t.pValue()));
    Map<String, Iterator<Double>> left = new LinkedHashMap<>();
    byTest.forEach(
        (test, values) -> {
          double[] adjusted =
              PairedTests.holm(values.stream().mapToDouble(Double::doubleValue).toArray());
          left.put(test, Arrays.stream(adjusted).iterator());
        });
    List<Comparison> out = new ArrayList<>();
    for (int i = 0; i < main.length; i++) {
      Comparison comparison = comparisons.get(i);
      List<Significance> others =
          comparison.others().stream()
              .map(t -> new Significance(t.test(), t.pValue(), left.get(t.test()).next()))
              .toList();
      out.add(comparison.corrected(main[i], others));
    }
    return out;
  }

  /** One sound an item: right or wrong, nothing between. */
  private static boolean isBinary(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0 || v == 100);
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
