package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * S = L L^T of a symmetric matrix without negative eigenvalues, of any rank: the largest remaining
 * variance goes first, and what is rounding is left out (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 10.3). The matrix is only read: a column is made when its turn
 * comes.
 */
final class PivotedCholesky {
  private static final int COLUMNS = 256;
  private static final double EPSILON = Math.ulp(1.0);

  private PivotedCholesky() {}

  /** L^T of {@code s} [n][n]: [rank][n], a row for each column of the factor. */
  static double[] factor(double[] s, int n) {
    double[] remaining = new double[n];
    for (int i = 0; i < n; i++) {
      remaining[i] = s[i * n + i];
    }
    double floor = EPSILON * n * Arrays.stream(remaining).max().orElse(0);
    double[] factor = new double[n * n];
    double[] weights = new double[n];
    int rank = 0;
    for (; rank < n; rank++) {
      int pivot = largest(remaining);
      if (!(remaining[pivot] > floor)) {
        break;
      }
      int at = rank * n;
      int before = rank;
      double root = Math.sqrt(remaining[pivot]);
      for (int r = 0; r < rank; r++) {
        weights[r] = -factor[r * n + pivot];
      }
      IntStream.range(0, (n + COLUMNS - 1) / COLUMNS)
          .parallel()
          .forEach(
              block -> {
                int from = block * COLUMNS;
                int to = Math.min(n, from + COLUMNS);
                System.arraycopy(s, pivot * n + from, factor, at + from, to - from);
                for (int r = 0; r < before; r++) {
                  add(weights[r], factor, r * n, at, from, to);
                }
                for (int j = from; j < to; j++) {
                  // Where the turn has been there is nothing left but rounding.
                  factor[at + j] = remaining[j] < 0 ? 0 : factor[at + j] / root;
                }
              });
      factor[at + pivot] = root;
      for (int j = 0; j < n; j++) {
        // Rounding can take it under zero; a turn that has been is marked so.
        remaining[j] =
            remaining[j] < 0 || j == pivot
                ? -1
                : Math.max(0, remaining[j] - factor[at + j] * factor[at + j]);
      }
    }
    return Arrays.copyOf(factor, rank * n);
  }

  private static void add(double weight, double[] factor, int row, int at, int from, int to) {
    for (int j = from; j < to; j++) {
      factor[at + j] += weight * factor[row + j];
    }
  }

  private static int largest(double[] remaining) {
    int at = 0;
    for (int i = 1; i < remaining.length; i++) {
      if (remaining[i] > remaining[at]) {
        at = i;
      }
    }
    return at;
  }
}
