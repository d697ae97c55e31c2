package io.im2wav4j.evaluation.metrics;

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
 * without that each adds the square root of the rounding error.
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
    return distance(a.mean(), b.mean(), a.trace() + b.trace(), traceOfRoot(product, rank));
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
    double[] mean = mean(a);
    int width = b.width();
    double[] x = centred(a, mean);
    requireFinite(b.covariance());
    double[] half = DenseProducts.multiply(x, b.covariance(), a.length, width, width);
    double[] product = DenseProducts.multiplyTransposed(half, x, a.length, width, a.length);
    return distance(mean, b.mean(), squares(x) + b.trace(), traceOfRoot(product, a.length));
  }

  /**
   * The distance of two sets of embeddings, [N][D] and [M][D] with N and M at least 2. With fewer
   * clips than dimensions it works on an N x N (or M x M) matrix instead of D x D: the nonzero
   * eigenvalues are the same.
   */
  public static double between(double[][] a, double[][] b) {
    int smaller = Math.min(a.length, b.length);
    if (smaller < 2 || smaller >= a[0].length) {
      return between(GaussianStatistics.of(a), GaussianStatistics.of(b));
    }
    requireSameWidth(a[0].length, b[0].length);
    double[] meanA = mean(a);
    double[] meanB = mean(b);
    double[] x = centred(a, meanA);
    double[] y = centred(b, meanB);
    boolean first = a.length <= b.length;
    double[] few = first ? x : y;
    double[] many = first ? y : x;
    int larger = Math.max(a.length, b.length);
    int width = meanA.length;
    double[] cross = DenseProducts.multiplyTransposed(few, many, smaller, width, larger);
    double[] product = DenseProducts.outerGram(cross, smaller, larger);
    return distance(meanA, meanB, squares(x) + squares(y), traceOfRoot(product, smaller));
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

  private static double distance(double[] a, double[] b, double traces, double traceOfRoot) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    // Negative only by rounding, as for identical sets.
    return Math.max(0, sum + traces - 2 * traceOfRoot);
  }

  /** The sum of the roots of the eigenvalues of [n][n]; overwrites it. */
  static double traceOfRoot(double[] product, int n) {
    requireFinite(product);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (product[i * n + j] + product[j * n + i]);
        product[i * n + j] = mean;
        product[j * n + i] = mean;
      }
    }
    double[] values = eigenvalues(product, n);
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    double floor = largest * EPSILON * n;
    double sum = 0;
    for (double value : values) {
      sum += value > floor ? Math.sqrt(value) : 0;
    }
    return sum;
  }

  private static double[] eigenvalues(double[] symmetric, int n) {
    if (n == 0) {
      return new double[0];
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        n < LEAST_FOR_THREADS
            ? DecompositionFactory_DDRM.eig(n, false, true)
            : DecompositionFactory_MT_DDRM.eig(n, false, true);
    if (!eigen.decompose(DMatrixRMaj.wrap(n, n, symmetric))) {
      throw new IllegalArgumentException("eigenvalues of a matrix that is not finite");
    }
    return IntStream.range(0, n).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).toArray();
  }

  private static void requireFinite(double[] values) {
    for (double value : values) {
      if (!(Math.abs(value) <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("embeddings hold values that are not finite");
      }
    }
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    return mean;
  }

  /** Rows less their mean, over sqrt(N - 1), [N][D]: X^T X is the covariance. */
  private static double[] centred(double[][] rows, double[] mean) {
    double[] out = new double[rows.length * mean.length];
    double scale = 1 / Math.sqrt(rows.length - 1.0);
    for (int i = 0; i < rows.length; i++) {
      requireSameWidth(rows[i].length, mean.length);
      for (int j = 0; j < mean.length; j++) {
        out[i * mean.length + j] = (rows[i][j] - mean[j]) * scale;
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
