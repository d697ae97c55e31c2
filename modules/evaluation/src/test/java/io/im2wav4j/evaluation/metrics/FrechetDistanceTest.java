package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws of the distance, with more and with fewer clips than dimensions. */
class FrechetDistanceTest {

  @ParameterizedTest
  @CsvSource({"50, 8, 1", "50, 16, 2", "12, 40, 3", "2, 5, 4"})
  void identicalSets_areAtDistanceZero(int n, int width, long seed) {
    double[][] x = Matrices.random(n, width, seed);
    GaussianStatistics statistics = GaussianStatistics.of(x);
    double scale = statistics.trace();
    assertThat(FrechetDistance.between(x, x)).isBetween(0.0, 1e-7 * scale);
    assertThat(FrechetDistance.between(statistics, statistics)).isBetween(0.0, 1e-7 * scale);
  }

  @ParameterizedTest
  @CsvSource({"60, 40, 8, 1", "10, 14, 30, 2", "40, 9, 20, 3"})
  void distance_isSymmetric(int n, int m, int width, long seed) {
    double[][] x = Matrices.random(n, width, seed);
    double[][] y = Matrices.random(m, width, seed + 100);
    double there = FrechetDistance.between(x, y);
    assertThat(FrechetDistance.between(y, x)).isCloseTo(there, within(1e-6 * there));
  }

  @ParameterizedTest
  @CsvSource({"60, 8, 1", "10, 30, 2"})
  void shiftByV_addsItsSquaredLength(int n, int width, long seed) {
    double[][] x = Matrices.random(n, width, seed);
    double[][] y = Matrices.random(n + 3, width, seed + 1);
    // Both means moved to 0 first: then |m1 - m2|^2 grows by exactly |v|^2.
    double[][] x0 = shifted(x, GaussianStatistics.of(x).mean(), -1);
    double[][] y0 = shifted(y, GaussianStatistics.of(y).mean(), -1);
    double[] v = Matrices.random(1, width, seed + 2)[0];
    double square = Arrays.stream(v).map(e -> e * e).sum();
    double before = FrechetDistance.between(x0, y0);
    assertThat(FrechetDistance.between(shifted(x0, v, 1), y0))
        .isCloseTo(before + square, within(1e-6 * (before + square)));
  }

  @ParameterizedTest
  @CsvSource({"60, 8, 1", "10, 30, 2"})
  void order_isIrrelevant(int n, int width, long seed) {
    double[][] x = Matrices.random(n, width, seed);
    double[][] y = Matrices.random(n, width, seed + 1);
    List<double[]> shuffled = new ArrayList<>(List.of(x));
    Collections.shuffle(shuffled, new Random(seed));
    double before = FrechetDistance.between(x, y);
    assertThat(FrechetDistance.between(shuffled.toArray(double[][]::new), y))
        .isCloseTo(before, within(1e-9 * before));
  }

  @ParameterizedTest
  @CsvSource({"10, 12, 30, 1", "5, 40, 20, 2", "40, 5, 20, 3"})
  void fewerClipsThanDimensions_giveTheDistanceOfTheFullCovariances(
      int n, int m, int width, long seed) {
    double[][] x = Matrices.random(n, width, seed);
    double[][] y = Matrices.random(m, width, seed + 1);
    double full = FrechetDistance.between(GaussianStatistics.of(x), GaussianStatistics.of(y));
    assertThat(FrechetDistance.between(x, y)).isCloseTo(full, within(1e-6 * full));
  }

  @Test
  void oneDimension_hasTheClosedForm() {
    double[][] x = Matrices.random(40, 1, 1);
    double[][] y = Matrices.random(30, 1, 2);
    GaussianStatistics a = GaussianStatistics.of(x);
    GaussianStatistics b = GaussianStatistics.of(y);
    double expected =
        Math.pow(a.mean()[0] - b.mean()[0], 2)
            + Math.pow(Math.sqrt(a.covariance()[0]) - Math.sqrt(b.covariance()[0]), 2);
    assertThat(FrechetDistance.between(x, y)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void knownStatistics_giveTheDistanceOfTheSetTheyAreOf() {
    double[][] reference = Matrices.random(50, 12, 2);
    for (int n : new int[] {2, 7, 12, 30}) {
      double[][] x = Matrices.random(n, 12, n);
      assertThat(FrechetDistance.between(x, GaussianStatistics.of(reference)))
          .isCloseTo(FrechetDistance.between(x, reference), within(1e-9));
    }
  }

  @Test
  void warning_appearsWhereTheCovarianceCannotHaveFullRank() {
    assertThat(FrechetDistance.warning(100, 64, 64)).isPresent();
    assertThat(FrechetDistance.warning(100, 65, 64)).isEmpty();
  }

  @Test
  void brokenInput_isRefusedWithTheReason() {
    double[][] x = Matrices.random(10, 4, 1);
    assertThatThrownBy(() -> FrechetDistance.between(x, Matrices.random(10, 5, 1)))
        .hasMessageContaining("widths 4 and 5");
    assertThatThrownBy(() -> GaussianStatistics.of(Matrices.random(1, 4, 1)))
        .hasMessageContaining("at least 2 embeddings, given 1");
    double[][] broken = Matrices.random(10, 4, 1);
    broken[3][2] = Double.NaN;
    assertThatThrownBy(() -> FrechetDistance.between(broken, x)).hasMessageContaining("not finite");
  }

  private static double[][] shifted(double[][] rows, double[] v, double sign) {
    return Arrays.stream(rows)
        .map(
            row -> {
              double[] out = row.clone();
              for (int j = 0; j < out.length; j++) {
                out[j] += sign * v[j];
              }
              return out;
            })
        .toArray(double[][]::new);
  }
}
