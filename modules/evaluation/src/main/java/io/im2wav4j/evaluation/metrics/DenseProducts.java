package io.im2wav4j.evaluation.metrics;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Products of dense matrices, row-major, on all cores. Each number is one task's, summed in one
 * order, so the bits do not depend on the number of threads.
 */
final class DenseProducts {
  /** Rows of the result that one task makes. */
  private static final int ROWS = 32;

  /** Columns and terms at a time, so that what is read again is still in the cache. */
  private static final int COLUMNS = 512;

  private static final int TERMS = 64;

  private DenseProducts() {}

  /** A B: [n][k] times [k][m] is [n][m]. */
  static double[] multiply(double[] a, double[] b, int n, int k, int m) {
    double[] c = new double[n * m];
    add(a, k, 1, b, k, m, c, n, false);
    return c;
  }

  /** A^T B: [k][n] and [k][m] give [n][m]. */
  static double[] multiplyTransposed(double[] a, double[] b, int n, int k, int m) {
    double[] c = new double[n * m];
    add(a, 1, n, b, k, m, c, n, false);
    return c;
  }

  /** A A^T of [n][k]: [n][n], symmetric. */
  static double[] outerGram(double[] a, int n, int k) {
    double[] c = new double[n * n];
    add(a, k, 1, transpose(a, n, k), k, n, c, n, true);
    mirror(c, n);
    return c;
  }

  /** Adds A^T A of [k][n] to the lower triangle of {@code c} [n][n]. */
  static void addGram(double[] a, int k, int n, double[] c) {
    add(a, 1, n, a, k, n, c, n, true);
  }

  /** [n][k] becomes [k][n]. */
  static double[] transpose(double[] a, int n, int k) {
    double[] t = new double[a.length];
    parallel(
        (k + ROWS - 1) / ROWS,
        block -> {
          for (int i = 0; i < n; i++) {
            for (int j = block * ROWS; j < Math.min(k, (block + 1) * ROWS); j++) {
              t[j * n + i] = a[i * k + j];
            }
          }
        });
    return t;
  }

  /** Copies the lower triangle of [n][n] to the upper. */
  static void mirror(double[] c, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c[j * n + i] = c[i * n + j];
      }
    }
  }

  /** Runs tasks 0 to {@code count} - 1 on all cores. */
  static void parallel(int count, IntConsumer task) {
    IntStream.range(0, count).parallel().forEach(task);
  }

  /**
   * c[i][j] += sum over k of a[i rowStep + k termStep] b[k][j]; only j <= i where {@code lower}.
   */
  private static void add(
      double[] a,
      int rowStep,
      int termStep,
      double[] b,
      int terms,
      int m,
      double[] c,
      int n,
      boolean lower) {
    parallel(
        (n + ROWS - 1) / ROWS,
        block -> {
          int from = block * ROWS;
          int to = Math.min(n, from + ROWS);
          int width = lower ? to : m;
          for (int j = 0; j < width; j += COLUMNS) {
            for (int k = 0; k < terms; k += TERMS) {
              int last = Math.min(terms, k + TERMS);
              for (int i = from; i < to; i++) {
                int end = Math.min(lower ? i + 1 : m, j + COLUMNS);
                if (j < end) {
                  row(a, i * rowStep, termStep, b, m, k, last, c, i * m, j, end);
                }
              }
            }
          }
        });
  }

  /** c[row + j] += sum of the terms a[at + k termStep] b[k][j]. */
  static void row(
      double[] a,
      int at,
      int termStep,
      double[] b,
      int m,
      int firstTerm,
      int lastTerm,
      double[] c,
      int row,
      int from,
      int to) {
    int k = firstTerm;
    for (; k + 3 < lastTerm; k += 4) {
      int p = at + k * termStep;
      four(
          c,
          row,
          b,
          k * m,
          m,
          a[p],
          a[p + termStep],
          a[p + 2 * termStep],
          a[p + 3 * termStep],
          from,
          to);
    }
    for (; k < lastTerm; k++) {
      axpy(c, row, b, k * m, a[at + k * termStep], from, to);
    }
  }

  /** Four terms at once: the sums are loaded and stored once for four of them. */
  private static void four(
      double[] c,
      int row,
      double[] b,
      int first,
      int m,
      double w,
      double x,
      double y,
      double z,
      int from,
      int to) {
    int second = first + m;
    int third = second + m;
    int fourth = third + m;
    for (int j = from; j < to; j++) {
      c[row + j] += w * b[first + j] + x * b[second + j] + y * b[third + j] + z * b[fourth + j];
    }
  }

  /** c[row + j] += x b[at + j]. */
  static void axpy(double[] c, int row, double[] b, int at, double x, int from, int to) {
    for (int j = from; j < to; j++) {
      c[row + j] += x * b[at + j];
    }
  }

  /** The sum of a[i + j] b[k + j], in four sums so that an addition need not wait for another. */
  static double dot(double[] a, int i, double[] b, int k, int length) {
    double p = 0;
    double q = 0;
    double r = 0;
    double s = 0;
    int j = 0;
    for (; j + 3 < length; j += 4) {
      p += a[i + j] * b[k + j];
      q += a[i + j + 1] * b[k + j + 1];
      r += a[i + j + 2] * b[k + j + 2];
      s += a[i + j + 3] * b[k + j + 3];
    }
    for (; j < length; j++) {
      p += a[i + j] * b[k + j];
    }
    return p + q + r + s;
  }
}
