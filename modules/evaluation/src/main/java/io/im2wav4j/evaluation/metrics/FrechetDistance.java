package io.im2wav4j.evaluation.metrics;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Frechet distance of two Gaussians (Dowson and Landau, 1982), the distance of FID and FAD:
 *
 * <pre>|m1 - m2|^2 + tr S1 + tr S2 - 2 tr (S1^1/2 S2 S1^1/2)^1/2</pre>
 *
 * The square root is taken of a symmetric matrix by its eigenvalues, so covariances of any rank
 * work: fewer clips than dimensions, dead dimensions, identical sets. Eigenvalues that are zero up
 * to rounding count as zero; without that each adds the square root of the rounding error.
 */
public final class FrechetDistance {
  private static final double EPSILON = Math.ulp(1.0);

  private FrechetDistance() {}

  /** The distance, at least 0, from statistics of equal width. */
  public static double between(GaussianStatistics a, GaussianStatistics b) {
    requireSameWidth(a.width(), b.width());
    DMatrixRMaj root = squareRoot(matrix(a));
    DMatrixRMaj half = new DMatrixRMaj(a.width(), a.width());
    DMatrixRMaj product = new DMatrixRMaj(a.width(), a.width());
    CommonOps_DDRM.mult(root, matrix(b), half);
    CommonOps_DDRM.mult(half, root, product);
    return distance(a.mean(), b.mean(), a.trace() + b.trace(), traceOfRoot(product));
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
    DMatrixRMaj x = centred(a, mean);
    DMatrixRMaj half = new DMatrixRMaj(a.length, b.width());
    DMatrixRMaj product = new DMatrixRMaj(a.length, a.length);
    CommonOps_DDRM.mult(x, matrix(b), half);
    CommonOps_DDRM.multTransB(half, x, product);
    return distance(mean, b.mean(), squares(x) + b.trace(), traceOfRoot(product));
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
    DMatrixRMaj x = centred(a, meanA);
    DMatrixRMaj y = centred(b, meanB);
    DMatrixRMaj cross = new DMatrixRMaj(a.length, b.length);
    CommonOps_DDRM.multTransB(x, y, cross);
    DMatrixRMaj product = new DMatrixRMaj(smaller, smaller);
    if (a.length <= b.length) {
      CommonOps_DDRM.multTransB(cross, cross, product);
    } else {
      CommonOps_DDRM.multTransA(cross, cross, product);
    }
    return distance(meanA, meanB, squares(x) + squares(y), traceOfRoot(product));
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
            + " dimensions: the covariance has not full rank, so the value is biased upwards; compare"
            + " it only with values of the same number of clips");
  }

  private static double distance(double[] a, double[] b, double traces, double traceOfRoot) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    // Negative only by rounding, as for identical sets.
    return Math.max(0, sum + traces - 2 * traceOfRoot);
  }

  private static DMatrixRMaj squareRoot(DMatrixRMaj matrix) {
    int n = matrix.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(matrix, true);
    double floor = floor(eigen);
    DMatrixRMaj scaled = new DMatrixRMaj(n, n);
    DMatrixRMaj vectors = new DMatrixRMaj(n, n);
    for (int k = 0; k < n; k++) {
      double value = eigen.getEigenvalue(k).getReal();
      double root = value > floor ? Math.sqrt(value) : 0;
      DMatrixRMaj vector = eigen.getEigenVector(k);
      for (int i = 0; i < n; i++) {
        vectors.set(i, k, vector.get(i));
        scaled.set(i, k, vector.get(i) * root);
      }
    }
    DMatrixRMaj out = new DMatrixRMaj(n, n);
    CommonOps_DDRM.multTransB(scaled, vectors, out);
    return out;
  }

  private static double traceOfRoot(DMatrixRMaj matrix) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(matrix, false);
    double floor = floor(eigen);
    double sum = 0;
    for (int k = 0; k < eigen.getNumberOfEigenvalues(); k++) {
      double value = eigen.getEigenvalue(k).getReal();
      sum += value > floor ? Math.sqrt(value) : 0;
    }
    return sum;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decompose(
      DMatrixRMaj matrix, boolean vectors) {
    int n = matrix.numRows;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (matrix.get(i, j) + matrix.get(j, i));
        matrix.set(i, j, mean);
        matrix.set(j, i, mean);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(Math.max(n, 1), vectors, true);
    if (CommonOps_DDRM.elementMaxAbs(matrix) > Double.MAX_VALUE || !eigen.decompose(matrix)) {
      throw new IllegalArgumentException("embeddings hold values that are not finite");
    }
    return eigen;
  }

  /** Below this an eigenvalue is rounding. */
  private static double floor(EigenDecomposition_F64<DMatrixRMaj> eigen) {
    double largest = 0;
    for (int k = 0; k < eigen.getNumberOfEigenvalues(); k++) {
      largest = Math.max(largest, Math.abs(eigen.getEigenvalue(k).getReal()));
    }
    return largest * EPSILON * eigen.getNumberOfEigenvalues();
  }

  private static DMatrixRMaj matrix(GaussianStatistics statistics) {
    // A copy: decomposing changes its argument.
    return DMatrixRMaj.wrap(
        statistics.width(), statistics.width(), statistics.covariance().clone());
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

  /** Rows less their mean, over sqrt(N - 1): X^T X is the covariance. */
  private static DMatrixRMaj centred(double[][] rows, double[] mean) {
    DMatrixRMaj out = new DMatrixRMaj(rows.length, mean.length);
    double scale = 1 / Math.sqrt(rows.length - 1.0);
    for (int i = 0; i < rows.length; i++) {
      requireSameWidth(rows[i].length, mean.length);
      for (int j = 0; j < mean.length; j++) {
        out.set(i, j, (rows[i][j] - mean[j]) * scale);
      }
    }
    return out;
  }

  private static double squares(DMatrixRMaj matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.getNumElements(); i++) {
      sum += matrix.get(i) * matrix.get(i);
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
