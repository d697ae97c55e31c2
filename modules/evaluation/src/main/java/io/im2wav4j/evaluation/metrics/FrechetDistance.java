package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_MT_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Frechet distance of two Gaussians (Dowson and Landau, 1982), the distance of FID and FAD:
 *
 * <pre>|m1 - m2|^2 + tr S1 + tr S2 - 2 tr (S1^1/2 S2 S1^1/2)^1/2</pre>
 *
 * With S1 = L L^T the last trace is the sum of the roots of the eigenvalues of L^T S2 L, which is
 * symmetric, so covariances of any rank work: fewer clips than dimensions, dead dimensions,
 * identical sets. No eigenvector is made. Eigenvalues that are zero up to rounding count as zero;
 * without that each adds the square root of the rounding error. A distance that is no larger than
 * what rounding leaves of a set's distance from itself is 0.
 */
public final class FrechetDistance {
  private static final double EPSILON = Math.ulp(1.0);

  /** Narrower matrices are done before threads have met. The values are the same. */
  private static final int LEAST_FOR_THREADS = 256;

  private FrechetDistance() {}

  /** The distance, at least 0, from statistics of equal width. */
  public static double between(GaussianStatistics a, GaussianStatistics b) {
    requireSameWidth(a.width(), b.width());
    int width = a.width();
    requireFinite(a.covariance());
    requireFinite(b.covariance());
    double[] root = PivotedCholesky.factor(a.covariance(), width);
    int rank = root.length / Math.max(1, width);
    double[] half = DenseProducts.multiply(root, b.covariance(), rank, width, width);
    double[] product = DenseProducts.multiplyTransposed(half, root, rank, width, rank);
    return distance(
        a.mean(), b.mean(), a.trace() + b.trace(), Root.of(product, rank), a.count() + b.count());
  }

  /**
   * The distance of a set of embeddings, [N][D] with N at least 2, from statistics that are known:
   * for many sets against one. With fewer clips than dimensions it works on an N x N matrix.
   */
  public static double between(double[][] a, GaussianStatistics b) {
    if (a.length < 2 || a.length >= b.width()) {
      return between(GaussianStatistics.of(a), b);
    }
    requireSameWidth(a[0].length, b.width());
    double[] weights = ones(a.length);
    double[] mean = mean(a, weights);
    int width = b.width();
    double[] x = centred(a, weights, mean);
    requireFinite(b.covariance());
    double[] half = DenseProducts.multiply(x, b.covariance(), a.length, width, width);
    double[] product = DenseProducts.multiplyTransposed(half, x, a.length, width, a.length);
    Root root = Root.of(product, a.length);
    return distance(mean, b.mean(), squares(x) + b.trace(), root, a.length + b.count());
  }

  /**
   * The distance of two sets of embeddings, [N][D] and [M][D] with N and M at least 2. With fewer
   * clips than dimensions it works on an N x N (or M x M) matrix instead of D x D: the nonzero
   * eigenvalues are the same.
   */
  public static double between(double[][] a, double[][] b) {
    return between(a, ones(a.length), b);
  }

  /**
   * The same where an embedding of {@code a} stands for more or less than one.
   *
   * @param weights [N], above 0, together at least 2: the mean is theirs, and the covariance is
   *     divided by their sum less 1
   */
  public static double between(double[][] a, double[] weights, double[][] b) {
    int smaller = Math.min(a.length, b.length);
    if (smaller < 2 || smaller >= a[0].length) {
      return between(GaussianStatistics.of(a, weights), GaussianStatistics.of(b));
    }
    requireSameWidth(a[0].length, b[0].length);
    double[] meanA = mean(a, weights);
    double[] meanB = mean(b, ones(b.length));
    double[] x = centred(a, weights, meanA);
    double[] y = centred(b, ones(b.length), meanB);
    boolean first = a.length <= b.length;
    double[] few = first ? x : y;
    double[] many = first ? y : x;
    int larger = Math.max(a.length, b.length);
    int width = meanA.length;
    double[] cross = DenseProducts.multiplyTransposed(few, many, smaller, width, larger);
    double[] product = DenseProducts.outerGram(cross, smaller, larger);
    Root root = Root.of(product, smaller);
    return distance(meanA, meanB, squares(x) + squares(y), root, a.length + b.length);
  }

  /**
   * Why the distance of so few clips means little, or nothing: the estimate's bias grows with
   * dimensions over clips.
   */
  public static Optional<String> warning(long clipsA, long clipsB, int dimensions) {
    long fewest = Math.min(clipsA, clipsB);
    if (fewest > dimensions) {
      return Optional.empty();
    }
    return Optional.of(
        "Frechet distance from "
            + fewest
            + " clips in "
            + dimensions
            + " dimensions: the covariance has not full rank, so the value is biased upwards;"
            + " compare it only with values of the same number of clips");
  }

  private static double distance(double[] a, double[] b, double traces, Root root, long count) {
    double between = 0;
    double means = 0;
    for (int i = 0; i < a.length; i++) {
      between += (a[i] - b[i]) * (a[i] - b[i]);
      means += a[i] * a[i] + b[i] * b[i];
    }
    return distance(between, means, traces, root, count);
  }

  /**
   * The distance from its parts.
   *
   * @param between squared distance of the means
   * @param means squared lengths of both means together
   * @param traces of both covariances together
   * @param count embeddings of both sets together
   */
  static double distance(double between, double means, double traces, Root root, long count) {
    double value = between + traces - 2 * root.trace();
    double order = root.order();
    // A mean of N rows is right to N roundings of its size; a trace to the eigenvalues' roundings.
    double rounding =
        2 * root.error()
            + EPSILON * order * order * traces
            + EPSILON * count * EPSILON * count * means;
    return value > rounding ? value : 0;
  }

  /**
   * The trace of a matrix's root.
   *
   * @param trace sum of the roots of the eigenvalues
   * @param error how far rounding may have moved it: most where eigenvalues are near zero
   * @param order of the matrix
   */
  record Root(double trace, double error, int order) {
    /** Of a symmetric [n][n] without negative eigenvalues; overwrites it. */
    static Root of(double[] product, int n) {
      requireFinite(product);
      double size = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          double mean = 0.5 * (product[i * n + j] + product[j * n + i]);
          product[i * n + j] = mean;
          product[j * n + i] = mean;
        }
        size = Math.max(size, product[i * n + i]);
      }
      if (!(size > Double.MIN_NORMAL)) {
        return new Root(0, 0, n);
      }
      // Of embeddings that are tiny or huge the eigenvalues' squares would leave a double's range.
      double scale = Math.scalb(1.0, -2 * (Math.getExponent(size) / 2));
      for (int i = 0; i < product.length; i++) {
        product[i] *= scale;
      }
      double[] values = eigenvalues(product, n);
      double largest = 0;
      for (double value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
      double floor = largest * EPSILON * n;
      double sum = 0;
      double error = 0;
      for (double value : values) {
        boolean counts = value > floor;
        sum += counts ? Math.sqrt(value) : 0;
        error +=
            counts
                ? Math.min(Math.sqrt(floor), floor / Math.sqrt(value))
                : Math.sqrt(Math.abs(value));
      }
      double unscale = Math.sqrt(1 / scale);
      return new Root(sum * unscale, error * unscale, n);
    }
  }

  /**
   * The iterations go on until what is left beside a diagonal element is small for that element:
   * where nearly all eigenvalues are 0, as of identical vectors, that may never be. Beside the
   * trace it is, which costs no more than what the floor takes away.
   */
  private static double[] eigenvalues(double[] symmetric, int n) {
    double shift = IntStream.range(0, n).mapToDouble(i -> symmetric[i * n + i]).sum();
    return eigenvalues(symmetric, n, 0)
        .or(() -> eigenvalues(symmetric, n, shift))
        .orElseThrow(
            () -> new IllegalStateException("eigenvalues of a symmetric matrix do not converge"));
  }

  private static Optional<double[]> eigenvalues(double[] symmetric, int n, double shift) {
    double[] shifted = symmetric.clone();
    for (int i = 0; i < n; i++) {
      shifted[i * n + i] += shift;
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        n < LEAST_FOR_THREADS
            ? DecompositionFactory_DDRM.eig(n, false, true)
            : DecompositionFactory_MT_DDRM.eig(n, false, true);
    return eigen.decompose(DMatrixRMaj.wrap(n, n, shifted))
        ? Optional.of(
            IntStream.range(0, n)
                .mapToDouble(i -> eigen.getEigenvalue(i).getReal() - shift)
                .toArray())
        : Optional.empty();
  }

  private static void requireFinite(double[] values) {
    for (double value : values) {
      if (!(Math.abs(value) <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "embeddings hold values that are not finite, or too large");
      }
    }
  }

  static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  static double[] mean(double[][] rows, double[] weights) {
    double[] mean = new double[rows[0].length];
    double total = Arrays.stream(weights).sum();
    for (int i = 0; i < rows.length; i++) {
      requireSameWidth(rows[i].length, mean.length);
      for (int j = 0; j < mean.length; j++) {
        mean[j] += weights[i] * rows[i][j] / total;
      }
    }
    return mean;
  }

  /**
   * Rows less their mean, times the root of their weight, over the root of the weights' sum less 1,
   * [N][D]: X^T X is the covariance.
   */
  static double[] centred(double[][] rows, double[] weights, double[] mean) {
    double[] out = new double[rows.length * mean.length];
    double scale = 1 / Math.sqrt(Arrays.stream(weights).sum() - 1);
    for (int i = 0; i < rows.length; i++) {
      double weight = Math.sqrt(weights[i]);
      for (int j = 0; j < mean.length; j++) {
        out[i * mean.length + j] = (rows[i][j] - mean[j]) * scale * weight;
      }
    }
    requireFinite(out);
    return out;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  private static void requireSameWidth(int a, int b) {
    if (a != b) {
      throw new IllegalArgumentException(
          "embeddings of widths " + a + " and " + b + ": they must come from one network");
    }
  }
}
