package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;

/**
 * All eigenvalues of a symmetric matrix, without vectors: Householder's reduction to three
 * diagonals (Golub and Van Loan, Matrix Computations, section 8.3), then EJML's QR iteration, which
 * converges on matrices of low rank.
 *
 * <p>The reduction reads and writes what is left of the matrix once for each column: a row takes
 * the update of the last reflection and its product with the next one in the same pass. Rows are
 * independent, so the bits do not depend on the number of threads.
 */
final class SymmetricEigenvalues {
  private static final int ROWS = 64;

  private SymmetricEigenvalues() {}

  /**
   * The eigenvalues, in no order.
   *
   * @param a [n][n]; overwritten
   */
  static double[] of(double[] a, int n) {
    double[] diagonal = new double[n];
    double[] beside = new double[Math.max(1, n - 1)];
    reduce(a, n, diagonal, beside);
    SymmetricQrAlgorithm_DDRM qr = new SymmetricQrAlgorithm_DDRM();
    if (!qr.process(n, diagonal, beside)) {
      throw new IllegalArgumentException("eigenvalues of a matrix that is not finite");
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = qr.getEigenvalue(i);
    }
    return values;
  }

  private static void reduce(double[] a, int n, double[] diagonal, double[] beside) {
    double[] v = new double[n];
    double[] w = new double[n];
    double[] next = new double[n];
    double[] product = new double[n];
    for (int k = 0; k < n - 1; k++) {
      // Row k takes the last update first: the next reflection comes from it.
      update(a, n, k, k, v, w);
      diagonal[k] = a[k * n + k];
      double tau = reflection(a, k * n, k + 1, n, next);
      beside[k] = next[k];
      product(a, n, k + 1, v, w, next, product);
      double half = 0;
      for (int i = k + 1; i < n; i++) {
        half += product[i] * next[i];
      }
      half *= 0.5 * tau * tau;
      for (int i = k + 1; i < n; i++) {
        w[i] = tau * product[i] - half * next[i];
        v[i] = next[i];
      }
    }
    if (n > 0) {
      update(a, n, n - 1, n - 1, v, w);
      diagonal[n - 1] = a[n * n - 1];
    }
  }

  /**
   * The reflection I - tau v v^T that takes a row's tail to its first place: v in {@code v}[from]
   * to [n - 1], what the place becomes in v[from - 1].
   */
  private static double reflection(double[] a, int row, int from, int n, double[] v) {
    double largest = 0;
    for (int j = from; j < n; j++) {
      largest = Math.max(largest, Math.abs(a[row + j]));
    }
    if (largest == 0) {
      Arrays.fill(v, from - 1, n, 0);
      return 0;
    }
    double square = 0;
    for (int j = from; j < n; j++) {
      v[j] = a[row + j] / largest;
      square += v[j] * v[j];
    }
    double length = v[from] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    double tau = 1 / (square - v[from] * length);
    v[from] -= length;
    v[from - 1] = length * largest;
    return tau;
  }

  /** Updates rows {@code from} on with v and w, and multiplies them with {@code next}. */
  private static void product(
      double[] a, int n, int from, double[] v, double[] w, double[] next, double[] product) {
    DenseProducts.parallel(
        (n - from + ROWS - 1) / ROWS,
        block -> {
          int last = Math.min(n, from + (block + 1) * ROWS);
          for (int i = from + block * ROWS; i < last; i++) {
            update(a, n, i, from, v, w);
            product[i] = DenseProducts.dot(a, i * n + from, next, from, n - from);
          }
        });
  }

  private static void update(double[] a, int n, int i, int from, double[] v, double[] w) {
    double x = v[i];
    double y = w[i];
    if (x != 0 || y != 0) {
      subtract(a, i * n, v, w, x, y, from, n);
    }
  }

  private static void subtract(
      double[] a, int row, double[] v, double[] w, double x, double y, int from, int to) {
    for (int j = from; j < to; j++) {
      a[row + j] -= x * w[j] + y * v[j];
    }
  }
}
