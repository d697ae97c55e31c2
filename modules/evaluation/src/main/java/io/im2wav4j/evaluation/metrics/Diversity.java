package io.im2wav4j.evaluation.metrics;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * How much several sounds differ: the mean distance of all pairs. 0 where they are all the same;
 * what is much can only be seen from true sounds of one class.
 */
public final class Diversity {
  private Diversity() {}

  /** Mean Euclidean distance of vectors [N][D], N at least 2. */
  public static double euclidean(List<double[]> vectors) {
    return meanOverPairs(vectors, Diversity::distance);
  }

  /**
   * Mean Jensen-Shannon divergence (Lin, 1991) in bits, 0 to 1, of the softmax distributions of
   * logits [N][classes], N at least 2.
   */
  public static double jensenShannon(List<double[]> logits) {
    List<double[]> distributions =
        logits.stream()
            .map(
                row -> {
                  double[] p = Logits.logSoftmax(row);
                  for (int c = 0; c < p.length; c++) {
                    p[c] = Math.exp(p[c]);
                  }
                  return p;
                })
            .toList();
    return meanOverPairs(distributions, Diversity::divergence);
  }

  private static double meanOverPairs(
      List<double[]> rows, ToDoubleBiFunction<double[], double[]> distance) {
    int n = rows.size();
    if (n < 2) {
      throw new IllegalArgumentException("diversity of " + n + " sounds; needs 2");
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += distance.applyAsDouble(rows.get(i), rows.get(j));
      }
    }
    return sum / (n * (n - 1) / 2.0);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return Math.sqrt(sum);
  }

  private static double divergence(double[] p, double[] q) {
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      double middle = 0.5 * (p[c] + q[c]);
      sum += p[c] == 0 ? 0 : 0.5 * p[c] * Math.log(p[c] / middle);
      sum += q[c] == 0 ? 0 : 0.5 * q[c] * Math.log(q[c] / middle);
    }
    return Math.max(0, sum / Math.log(2));
  }
}
