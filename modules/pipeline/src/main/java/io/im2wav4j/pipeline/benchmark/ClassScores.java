package io.im2wav4j.pipeline.benchmark;

import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.pipeline.EvaluationConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A system's scores by class. A picture's sounds are averaged first; a class is the mean of its
 * pictures, and the whole the mean of the classes, which is the mean over all sounds where each
 * class has the same number.
 */
final class ClassScores {
  private final SystemResult system;
  private final Bootstrap bootstrap;

  ClassScores(SystemResult system, EvaluationConfig protocol) {
    this.system = system;
    ProtocolSettings settings = protocol.settings().protocol();
    this.bootstrap =
        new Bootstrap(settings.resamples(), protocol.settings().level(), settings.seed());
  }

  /** Pictures of one class with their scores of one metric. */
  private Map<String, List<Double>> byClass(String metric) {
    Map<String, List<Double>> perPicture = new LinkedHashMap<>();
    Map<String, String> labels = new LinkedHashMap<>();
    for (ItemResult item : system.items()) {
      Double score = item.scores().get(metric);
      if (score != null && item.label() != null) {
        perPicture.computeIfAbsent(item.id(), i -> new ArrayList<>()).add(score);
        labels.put(item.id(), item.label());
      }
    }
    Map<String, List<Double>> classes = new TreeMap<>();
    perPicture.forEach(
        (id, scores) ->
            classes.computeIfAbsent(labels.get(id), l -> new ArrayList<>()).add(mean(scores)));
    return classes;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Each class with its interval over pictures. */
  Map<String, Interval> classes(String metric) {
    Map<String, Interval> scores = new LinkedHashMap<>();
    byClass(metric)
        .forEach(
            (label, values) ->
                scores.put(
                    label,
                    bootstrap.mean(values.stream().mapToDouble(Double::doubleValue).toArray())));
    return scores;
  }

  /** The mean over classes, with its interval over pictures. */
  MetricResult overClasses(MetricResult metric) {
    List<Double> values = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int classes = 0;
    for (List<Double> pictures : byClass(metric.name()).values()) {
      for (double value : pictures) {
        values.add(value);
        labels.add(classes);
      }
      classes++;
    }
    int count = classes;
    Interval interval =
        bootstrap.of(values.size(), drawn -> meanOfClasses(drawn, values, labels, count));
    return new MetricResult(
        metric.name() + ", mean over classes",
        metric.unit(),
        metric.direction(),
        interval,
        metric.count(),
        "each of the " + count + " classes counts the same");
  }

  /** Classes that a draw leaves without a picture do not count in it. */
  private static double meanOfClasses(
      int[] drawn, List<Double> values, List<Integer> labels, int classes) {
    double[] sum = new double[classes];
    int[] n = new int[classes];
    for (int i : drawn) {
      sum[labels.get(i)] += values.get(i);
      n[labels.get(i)]++;
    }
    double total = 0;
    int there = 0;
    for (int c = 0; c < classes; c++) {
      if (n[c] > 0) {
        total += sum[c] / n[c];
        there++;
      }
    }
    return total / there;
  }

  /** Names of metrics that single sounds have. */
  List<MetricResult> perItemMetrics() {
    return system.metrics().stream()
        .filter(m -> system.items().stream().anyMatch(i -> i.scores().containsKey(m.name())))
        .toList();
  }
}
