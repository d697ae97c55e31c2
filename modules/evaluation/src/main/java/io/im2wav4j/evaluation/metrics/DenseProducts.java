package io.im2wav4j.evaluation.metrics;

import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DSubmatrixD1;
import org.ejml.dense.block.MatrixOps_DDRB;
import org.ejml.dense.block.MatrixOps_MT_DDRB;
import org.ejml.dense.block.RankUpdate_MT_DDRB;

/**
 * Products of dense matrices, row-major, by EJML's block matrices on all cores. The bits do not
 * depend on the number of threads.
 */
final class DenseProducts {
  private DenseProducts() {}

  /** A B: [n][k] times [k][m] is [n][m]. */
  static double[] multiply(double[] a, double[] b, int n, int k, int m) {
    DMatrixRBlock c = new DMatrixRBlock(n, m);
    MatrixOps_MT_DDRB.mult(blocks(a, n, k), blocks(b, k, m), c);
    return rows(c);
  }

  /** A B^T: [n][k] and [m][k] give [n][m]. */
  static double[] multiplyTransposed(double[] a, double[] b, int n, int k, int m) {
    DMatrixRBlock c = new DMatrixRBlock(n, m);
    MatrixOps_MT_DDRB.multTransB(blocks(a, n, k), blocks(b, m, k), c);
    return rows(c);
  }

  /** A^T A of [k][n]: [n][n], symmetric. */
  static double[] gram(double[] a, int k, int n) {
    return gram(blocks(a, k, n));
  }

  /** A A^T of [n][k]: [n][n], symmetric. */
  static double[] outerGram(double[] a, int n, int k) {
    DMatrixRBlock transposed = new DMatrixRBlock(k, n);
    MatrixOps_DDRB.convertTranSrc(DMatrixRMaj.wrap(n, k, a), transposed);
    return gram(transposed);
  }

  private static double[] gram(DMatrixRBlock a) {
    int n = a.numCols;
    DMatrixRBlock negative = new DMatrixRBlock(n, n);
    for (int row = 0; row < a.numRows; row += a.blockLength) {
      int end = Math.min(a.numRows, row + a.blockLength);
      RankUpdate_MT_DDRB.symmRankNMinus_U(
          a.blockLength, new DSubmatrixD1(negative), new DSubmatrixD1(a, row, end, 0, n));
    }
    double[] c = rows(negative);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        c[j * n + i] = -c[j * n + i];
        c[i * n + j] = c[j * n + i];
      }
    }
    return c;
  }

  private static DMatrixRBlock blocks(double[] a, int n, int k) {
    return MatrixOps_DDRB.convert(DMatrixRMaj.wrap(n, k, a));
  }

  private static double[] rows(DMatrixRBlock a) {
    return MatrixOps_DDRB.convert(a, (DMatrixRMaj) null).data;
  }
}
