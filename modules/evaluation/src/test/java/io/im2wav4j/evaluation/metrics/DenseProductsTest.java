package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blocked arithmetic behind the Frechet distance. */
class DenseProductsTest {

  @ParameterizedTest
  @CsvSource({"1, 4, 1", "50, 90, 50", "300, 400, 300", "300, 21, 21", "7, 0, 0"})
  void choleskyFactor_givesTheMatrixBackAtItsRank(int n, int clips, int rank) {
    double[] s = DenseProducts.gram(flat(Matrices.random(clips, n, 3)), clips, n);
    double[] factor = PivotedCholesky.factor(s, n);
    assertThat(factor.length / n).isEqualTo(rank);
    double largest = Arrays.stream(s).map(Math::abs).max().orElse(0);
    assertThat(DenseProducts.gram(factor, rank, n)).containsExactly(s, within(1e-12 * n * largest));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 2", "33, 70, 600", "100, 129, 65"})
  void products_areThoseOfPlainLoops(int n, int k, int m) {
    double[] a = flat(Matrices.random(n, k, 1));
    double[] b = flat(Matrices.random(k, m, 2));
    assertThat(DenseProducts.multiply(a, b, n, k, m))
        .containsExactly(product(a, b, n, k, m), within(1e-11 * k));
    assertThat(DenseProducts.multiplyTransposed(a, transpose(b, k, m), n, k, m))
        .containsExactly(product(a, b, n, k, m), within(1e-11 * k));
    double[] inner = product(transpose(a, n, k), a, k, n, k);
    assertThat(DenseProducts.gram(a, n, k)).containsExactly(inner, within(1e-11 * n));
    assertThat(DenseProducts.outerGram(transpose(a, n, k), k, n))
        .containsExactly(inner, within(1e-11 * n));
  }

  @Test
  void bits_doNotDependOnTheNumberOfThreads() {
    double[][] x = Matrices.random(600, 300, 5);
    double[][] y = Matrices.random(580, 300, 6);
    double[][] few = Matrices.random(90, 300, 7);
    int threads = EjmlConcurrency.getMaxThreads();
    try {
      EjmlConcurrency.setMaxThreads(1);
      double[] alone = {FrechetDistance.between(x, y), FrechetDistance.between(few, y)};
      EjmlConcurrency.setMaxThreads(3);
      assertThat(new double[] {FrechetDistance.between(x, y), FrechetDistance.between(few, y)})
          .containsExactly(alone);
    } finally {
      EjmlConcurrency.setMaxThreads(threads);
    }
  }

  private static double[] product(double[] a, double[] b, int n, int k, int m) {
    DMatrixRMaj c = new DMatrixRMaj(n, m);
    CommonOps_DDRM.mult(DMatrixRMaj.wrap(n, k, a), DMatrixRMaj.wrap(k, m, b), c);
    return c.getData();
  }

  private static double[] transpose(double[] a, int n, int k) {
    return CommonOps_DDRM.transpose(DMatrixRMaj.wrap(n, k, a), null).getData();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
