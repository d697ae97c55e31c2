package io.im2wav4j.benchmarks;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Frechet distance as this project computed it first, on one thread: covariances by outer
 * products, the square root of one by its eigenvectors. Kept as a baseline.
 */
final class EjmlFrechet {
  private EjmlFrechet() {}

  static double between(double[][] a, double[][] b) {
    double[] meanA = mean(a);
    double[] meanB = mean(b);
    DMatrixRMaj s1 = covariance(a, meanA);
    DMatrixRMaj s2 = covariance(b, meanB);
    double sum = CommonOps_DDRM.trace(s1) + CommonOps_DDRM.trace(s2);
    for (int j = 0; j < meanA.length; j++) {
      sum += (meanA[j] - meanB[j]) * (meanA[j] - meanB[j]);
    }
    DMatrixRMaj root = squareRoot(s1);
    int n = meanA.length;
    DMatrixRMaj half = new DMatrixRMaj(n, n);
    DMatrixRMaj product = new DMatrixRMaj(n, n);
    CommonOps_DDRM.mult(root, s2, half);
    CommonOps_DDRM.mult(half, root, product);
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(product, false);
    for (int k = 0; k < n; k++) {
      sum -= 2 * Math.sqrt(Math.max(0, eigen.getEigenvalue(k).getReal()));
    }
    return sum;
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

  private static DMatrixRMaj covariance(double[][] rows, double[] mean) {
    int n = mean.length;
    double[] sum = new double[n * n];
    double[] v = new double[n];
    for (double[] row : rows) {
      for (int j = 0; j < n; j++) {
        v[j] = row[j] - mean[j];
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          sum[i * n + j] += v[i] * v[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        sum[i * n + j] /= rows.length - 1;
        sum[j * n + i] = sum[i * n + j];
      }
    }
    return DMatrixRMaj.wrap(n, n, sum);
  }

  private static DMatrixRMaj squareRoot(DMatrixRMaj matrix) {
    int n = matrix.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(matrix, true);
    DMatrixRMaj scaled = new DMatrixRMaj(n, n);
    DMatrixRMaj vectors = new DMatrixRMaj(n, n);
    for (int k = 0; k < n; k++) {
      double root = Math.sqrt(Math.max(0, eigen.getEigenvalue(k).getReal()));
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

  private static EigenDecomposition_F64<DMatrixRMaj> decompose(
      DMatrixRMaj matrix, boolean vectors) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(matrix.numRows, vectors, true);
    DMatrixRMaj copy = matrix.copy();
    CommonOps_DDRM.addEquals(copy, CommonOps_DDRM.transpose(matrix, null));
    CommonOps_DDRM.scale(0.5, copy);
    if (!eigen.decompose(copy)) {
      throw new IllegalStateException("no eigenvalues");
    }
    return eigen;
  }
}
