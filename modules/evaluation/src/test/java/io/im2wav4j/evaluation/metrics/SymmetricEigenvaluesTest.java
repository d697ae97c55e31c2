package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blocked arithmetic behind the Frechet distance, against EJML's. */
class SymmetricEigenvaluesTest {

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 5", "63, 100", "130, 200", "130, 20", "65, 1"})
  void values_areThoseOfEjml(int n, int clips) {
    double[] s = gram(n, clips, n);
    EigenDecomposition_F64<DMatrixRMaj> ejml = DecompositionFactory_DDRM.eig(n, false, true);
    assertThat(ejml.decompose(DMatrixRMaj.wrap(n, n, s.clone()))).isTrue();
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      expected[i] = ejml.getEigenvalue(i).getReal();
    }
    double[] values = SymmetricEigenvalues.of(s.clone(), n);
    Arrays.sort(expected);
    Arrays.sort(values);
    double scale = Math.abs(expected[n - 1]);
    assertThat(values).containsExactly(expected, within(1e-13 * n * scale));
  }

  @Test
  void zeroAndDiagonalMatrices_haveTheirDiagonal() {
    assertThat(SymmetricEigenvalues.of(new double[9], 3)).containsOnly(0);
    assertThat(SymmetricEigenvalues.of(new double[] {2, 0, 0, 0, -5, 0, 0, 0, 1}, 3))
        .containsExactlyInAnyOrder(2, -5, 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 4, 1", "50, 90, 50", "300, 400, 300", "300, 21, 21"})
  void choleskyFactor_givesTheMatrixBackAtItsRank(int n, int clips, int rank) {
    double[] s = gram(n, clips, 3);
    double[] factor = PivotedCholesky.factor(s, n);
    assertThat(factor.length / n).isEqualTo(rank);
    double[] again = DenseProducts.multiplyTransposed(factor, factor, n, rank, n);
    assertThat(again).containsExactly(s, within(1e-12 * n * largest(s)));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 2", "33, 70, 600", "100, 129, 65"})
  void products_areThoseOfEjml(int n, int k, int m) {
    double[] a = flat(Matrices.random(n, k, 1));
    double[] b = flat(Matrices.random(k, m, 2));
    DMatrixRMaj expected = new DMatrixRMaj(n, m);
    CommonOps_DDRM.mult(DMatrixRMaj.wrap(n, k, a), DMatrixRMaj.wrap(k, m, b), expected);
    assertThat(DenseProducts.multiply(a, b, n, k, m))
        .containsExactly(expected.getData(), within(1e-11 * k));
    assertThat(DenseProducts.multiplyTransposed(DenseProducts.transpose(a, n, k), b, n, k, m))
        .containsExactly(DenseProducts.multiply(a, b, n, k, m));
  }

  @Test
  void bits_doNotDependOnTheNumberOfThreads() throws Exception {
    double[][] x = Matrices.random(300, 150, 5);
    double[][] y = Matrices.random(280, 150, 6);
    double[][] few = Matrices.random(90, 150, 7);
    double[] several = {FrechetDistance.between(x, y), FrechetDistance.between(few, y)};
    // A parallel stream of one pool's task stays in that pool.
    java.util.concurrent.ForkJoinPool one = new java.util.concurrent.ForkJoinPool(1);
    try {
      double[] alone =
          one.submit(
                  () ->
                      new double[] {FrechetDistance.between(x, y), FrechetDistance.between(few, y)})
              .get();
      assertThat(alone).containsExactly(several);
    } finally {
      one.shutdown();
    }
  }

  /** X^T X of random rows: rank min(n, clips). */
  private static double[] gram(int n, int clips, long seed) {
    double[] s = new double[n * n];
    DenseProducts.addGram(flat(Matrices.random(clips, n, seed)), clips, n, s);
    DenseProducts.mirror(s, n);
    return s;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
