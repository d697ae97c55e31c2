package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Kernel distance (KID, Binkowski et al., 2018): squared maximum mean discrepancy with the
 * polynomial kernel (x.y/D + 1)^3. Usable with far fewer clips than a Frechet distance; may be
 * negative by as much as its sampling error. A clip is not compared with itself, also where both
 * sets have it: with those pairs a set's distance from itself would be far below 0. What is 0
 * within rounding is 0.
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

  /** A vector as the key of a map. */
  record Vector(double[] values) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Vector v && Arrays.equals(values, v.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

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
    Map<Vector, Integer> left = new HashMap<>();
    for (double[] y : b) {
      left.merge(new Vector(y), 1, Integer::sum);
    }
    long same = 0;
    double self = 0;
    for (double[] x : a) {
      for (double[] y : b) {
        cross += kernel(x, y);
      }
      self += kernel(x, x);
      if (left.merge(new Vector(x), -1, Integer::sum) >= 0) {
        same++;
        cross -= kernel(x, x);
      }
    }
    double between = cross / a.length / (b.length - (double) same / a.length);
    return distance(
        within(a), within(b), between, self / a.length, a[0].length + (double) a.length * b.length);
  }

  /**
   * The distance from mean kernels.
   *
   * @param a within one set
   * @param b within the other
   * @param between of one and the other
   * @param self of vectors with themselves: how large the summands may be
   * @param roundings how many there may be in a sum
   */
  static double distance(double a, double b, double between, double self, double roundings) {
    double value = a + b - 2 * between;
    double scale = Math.abs(a) + Math.abs(b) + 2 * Math.abs(between) + self;
    return Math.abs(value) <= roundings * Math.ulp(1.0) * scale ? 0 : value;
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
