package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.evaluation.metrics.Diversity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How much the sounds of one item differ, beside how much the true sounds of one label do. Only
 * where items have several sounds.
 */
final class DiversityMetrics {
  static final String TRUE_SOUNDS = "true sounds of one class";

  private final List<EvaluationItem> items;
  private final List<SoundRow> rows;

  DiversityMetrics(List<EvaluationItem> items, List<SoundRow> rows) {
    this.items = items;
    this.rows = rows;
  }

  /** Mean distance of embeddings, each sound's vectors averaged. */
  Optional<MetricResult> ofEmbeddings(
      String network, List<double[][]> embeddings, Map<String, double[][]> truth, ItemMeans means) {
    Map<String, double[]> averaged = new LinkedHashMap<>();
    truth.forEach((id, vectors) -> averaged.put(id, average(vectors)));
    return measure(
        "diversity of one item's sounds (" + network + ")",
        "",
        "mean Euclidean distance of pairs of mean embeddings",
        embeddings.stream().map(DiversityMetrics::average).toList(),
        averaged,
        Diversity::euclidean,
        means);
  }

  /** Mean divergence of a classifier's distributions. */
  Optional<MetricResult> ofClasses(
      String network, List<double[]> logits, Map<String, double[]> truth, ItemMeans means) {
    return measure(
        "diversity of one item's classes (" + network + ")",
        "bits",
        "mean Jensen-Shannon divergence of pairs of softmax distributions",
        logits,
        truth,
        Diversity::jensenShannon,
        means);
  }

  private Optional<MetricResult> measure(
      String name,
      String unit,
      String note,
      List<double[]> outputs,
      Map<String, double[]> truth,
      ToDoubleFunction<List<double[]>> diversity,
      ItemMeans means) {
    Map<Integer, List<Integer>> byItem = new LinkedHashMap<>();
    for (int s = 0; s < rows.size(); s++) {
      byItem.computeIfAbsent(rows.get(s).item(), i -> new ArrayList<>()).add(s);
    }
    byItem.values().removeIf(own -> own.size() < 2);
    for (List<Integer> own : byItem.values()) {
      double value = diversity.applyAsDouble(own.stream().map(outputs::get).toList());
      own.forEach(s -> rows.get(s).scores().put(name, value));
    }
    Map<String, Double> details = new LinkedHashMap<>();
    double real = byItem.isEmpty() ? Double.NaN : ofLabels(truth, diversity);
    if (!Double.isNaN(real)) {
      details.put(TRUE_SOUNDS, real);
    }
    return means.of(name, unit, Direction.NEITHER, note, details);
  }

  /** The mean over labels with at least two true sounds; NaN without one. */
  private double ofLabels(Map<String, double[]> truth, ToDoubleFunction<List<double[]>> diversity) {
    Map<String, List<double[]>> byLabel = new LinkedHashMap<>();
    for (EvaluationItem item : items) {
      if (item.label() != null && truth.get(item.id()) != null) {
        byLabel.computeIfAbsent(item.label(), l -> new ArrayList<>()).add(truth.get(item.id()));
      }
    }
    return byLabel.values().stream()
        .filter(sounds -> sounds.size() > 1)
        .mapToDouble(diversity)
        .average()
        .orElse(Double.NaN);
  }

  private static double[] average(double[][] vectors) {
    double[] mean = new double[vectors[0].length];
    for (double[] vector : vectors) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += vector[j] / vectors.length;
      }
    }
    return mean;
  }
}
