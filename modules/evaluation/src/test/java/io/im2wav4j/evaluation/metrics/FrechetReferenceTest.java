package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrechetReferenceTest {

  @ParameterizedTest
  @CsvSource({"50, 8, 60", "9, 30, 60", "40, 20, 6", "30, 12, 12"})
  void selections_areAtTheDistanceOfTheirRows(int n, int width, int m) {
    double[][] rows = Matrices.random(n, width, 1);
    GaussianStatistics reference = GaussianStatistics.of(Matrices.random(m, width, 2));
    ToDoubleFunction<int[]> distances = new FrechetReference(reference).distances(rows);
    for (int[] selection : new int[][] {each(n), {3, 1, 3, 3, 5}, {0, 1}, {4, 4}}) {
      double[][] own = Arrays.stream(selection).mapToObj(i -> rows[i]).toArray(double[][]::new);
      double expected = FrechetDistance.between(GaussianStatistics.of(own), reference);
      assertThat(distances.applyAsDouble(selection)).isCloseTo(expected, within(1e-6 * expected));
    }
  }

  @Test
  void oneRow_isAPoint() {
    double[][] reference = Matrices.random(50, 4, 2);
    GaussianStatistics statistics = GaussianStatistics.of(reference);
    double[] point = {1, 2, 3, 4};
    double expected = statistics.trace();
    for (int j = 0; j < 4; j++) {
      expected += Math.pow(point[j] - statistics.mean()[j], 2);
    }
    ToDoubleFunction<int[]> distances =
        new FrechetReference(statistics).distances(new double[][] {point});
    assertThat(distances.applyAsDouble(new int[] {0})).isCloseTo(expected, within(1e-9));
  }

  @Test
  void soundFarFromTheReference_isTheOutlier() {
    double[][] reference = Matrices.random(80, 6, 1);
    double[][] rows = Matrices.random(20, 6, 2);
    for (double[] row : Arrays.copyOfRange(rows, 12, 16)) {
      row[2] += 30;
    }
    ToDoubleFunction<int[]> distances =
        new FrechetReference(GaussianStatistics.of(reference)).distances(rows);
    double far = distances.applyAsDouble(new int[] {12, 13, 14, 15});
    for (int from = 0; from < 12; from += 4) {
      assertThat(distances.applyAsDouble(new int[] {from, from + 1, from + 2, from + 3}))
          .isLessThan(far / 4);
    }
  }

  @Test
  void impossibleSelections_areRefused() {
    FrechetReference reference =
        new FrechetReference(GaussianStatistics.of(Matrices.random(9, 4, 1)));
    assertThatThrownBy(() -> reference.distances(new double[2][3]))
        .hasMessageContaining("widths 3 and 4");
    assertThatThrownBy(() -> reference.distances(new double[2][4]).applyAsDouble(new int[0]))
        .hasMessageContaining("no embeddings");
  }

  private static int[] each(int n) {
    int[] out = new int[n];
    Arrays.setAll(out, i -> i);
    return out;
  }
}
