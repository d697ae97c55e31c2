package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import java.util.Random;

/** Flat arrays and random sets as rows. */
final class Matrices {
  private Matrices() {}

  /** A flat array as {@code n} rows. */
  static double[][] split(double[] flat, int n) {
    int width = flat.length / n;
    double[][] out = new double[n][];
    for (int i = 0; i < n; i++) {
      out[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return out;
  }

  /** Correlated Gaussian rows. */
  static double[][] random(int n, int width, long seed) {
    Random random = new Random(seed);
    double[][] out = new double[n][width];
    for (double[] row : out) {
      for (int j = 0; j < width; j++) {
        row[j] = random.nextGaussian() * (1 + j % 3) + (j > 0 ? 0.5 * row[j - 1] : 0);
      }
    }
    return out;
  }

  /** The first number in a sentence such as "1e-6 relative in double". */
  static double leadingNumber(String text) {
    return Double.parseDouble(text.trim().split("[^0-9eE.+-]+")[0]);
  }
}
