package io.im2wav4j.core.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a matrix is to the few inputs that a suite has, in fewer numbers: {@code W x} needs no more
 * of W than its part in the space of the inputs.
 */
final class Subspace {
  private Subspace() {}

  /**
   * An orthonormal basis [rank][width] of the rows. With it for axes, inputs and matrices are
   * shorter; products, gradients and their norms stay what they were.
   */
  static double[][] basis(double[][] rows) {
    List<double[]> basis = new ArrayList<>();
    for (double[] row : rows) {
      double[] rest = row.clone();
      for (int pass = 0; pass < 2; pass++) {
        for (double[] axis : basis) {
          add(rest, axis, -dot(rest, axis));
        }
      }
      double norm = Math.sqrt(dot(rest, rest));
      if (norm > 1e-6 * Math.sqrt(dot(row, row))) {
        basis.add(Arrays.stream(rest).map(v -> v / norm).toArray());
      }
    }
    return basis.toArray(double[][]::new);
  }

  /** Rows [n][width] in the axes of a basis: [n][rank]. */
  static float[][] turned(double[][] rows, double[][] basis) {
    float[][] out = new float[rows.length][basis.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < basis.length; k++) {
        out[i][k] = (float) dot(rows[i], basis[k]);
      }
    }
    return out;
  }

  /**
   * The shortest matrix that is zero beyond its first {@code columns} and gives the same products
   * with all {@code inputs} [n][width].
   */
  static double[][] inFirstColumns(double[][] matrix, double[][] inputs, int columns) {
    int n = inputs.length;
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int c = 0; c < columns; c++) {
          gram[i][j] += inputs[i][c] * inputs[j][c];
        }
      }
    }
    double[][] out = new double[matrix.length][matrix[0].length];
    for (int r = 0; r < matrix.length; r++) {
      double[] products = new double[n];
      for (int i = 0; i < n; i++) {
        products[i] = dot(matrix[r], inputs[i]);
      }
      double[] weights = solved(gram, products);
      for (int i = 0; i < n; i++) {
        for (int c = 0; c < columns; c++) {
          out[r][c] += weights[i] * inputs[i][c];
        }
      }
    }
    return out;
  }

  /** Solves a positive definite system by elimination. */
  private static double[] solved(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double[] x = right.clone();
    for (int p = 0; p < n; p++) {
      for (int r = p + 1; r < n; r++) {
        double factor = a[r][p] / a[p][p];
        add(a[r], a[p], -factor);
        x[r] -= factor * x[p];
      }
    }
    for (int p = n - 1; p >= 0; p--) {
      for (int c = p + 1; c < n; c++) {
        x[p] -= a[p][c] * x[c];
      }
      x[p] /= a[p][p];
    }
    return x;
  }

  private static void add(double[] to, double[] what, double times) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * what[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
