package io.im2wav4j.evaluation.metrics;

import org.apache.commons.math3.stat.StatUtils;

/**
 * Kernel distance (KID, Binkowski et al., 2018): squared maximum mean discrepancy with the
 * polynomial kernel (x.y/D + 1)^3. Usable with far fewer clips than a Frechet distance; may be
 * slightly negative.
 */
public final class KernelDistance {
  private KernelDistance() {}

  /**
   * The distance over subsets.
   *
   * @param mean over subsets
   * @param deviation population standard deviation over subsets
   */
  public record Result(double mean, double deviation) {}

  /**
   * The distance of two whole sets, [N][D] and [M][D]: unbiased within each set (a clip is not
   * compared with itself), the cross term over all N x M pairs.
   */
  public static double between(double[][] a, double[][] b) {
    if (a.length < 2 || b.length < 2) {
      throw new IllegalArgumentException(
          "kernel distance of " + a.length + " and " + b.length + " clips; needs 2 of each");
    }
    double cross = 0;
    for (double[] x : a) {
      for (double[] y : b) {
        cross += kernel(x, y);
      }
    }
    return within(a) + within(b) - 2 * cross / a.length / b.length;
  }

  /** The mean over subsets given by row numbers, [subsets][size] for each side. */
  public static Result overSubsets(double[][] a, double[][] b, int[][] rowsA, int[][] rowsB) {
    double[] values = new double[rowsA.length];
    for (int s = 0; s < values.length; s++) {
      values[s] = between(rows(a, rowsA[s]), rows(b, rowsB[s]));
    }
    return new Result(StatUtils.mean(values), Math.sqrt(StatUtils.populationVariance(values)));
  }

  private static double within(double[][] set) {
    double sum = 0;
    for (int i = 0; i < set.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * kernel(set[i], set[j]);
      }
    }
    return sum / set.length / (set.length - 1);
  }

  static double kernel(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("embeddings of widths " + x.length + " and " + y.length);
    }
    double dot = 0;
    for (int i = 0; i < x.length; i++) {
      dot += x[i] * y[i];
    }
    double base = dot / x.length + 1;
    return base * base * base;
  }

  private static double[][] rows(double[][] all, int[] numbers) {
    double[][] out = new double[numbers.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = all[numbers[i]];
    }
    return out;
  }
}
