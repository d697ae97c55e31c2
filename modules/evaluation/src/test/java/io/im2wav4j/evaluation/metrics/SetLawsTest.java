package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Laws of the metrics of whole sets: codebook use, diversity, and what resampling rests on. */
class SetLawsTest {

  @Test
  void oneSoundRepeated_hasNoDiversity() {
    double[] sound = {1, -2, 3};
    assertThat(Diversity.euclidean(List.of(sound, sound, sound))).isZero();
    assertThat(Diversity.jensenShannon(List.of(sound, sound))).isCloseTo(0, within(1e-12));
  }

  @Test
  void diversity_isTheMeanDistanceOfPairs() {
    List<double[]> corners = List.of(new double[] {0, 0}, new double[] {3, 4}, new double[] {3, 0});
    assertThat(Diversity.euclidean(corners)).isCloseTo((5 + 3 + 4) / 3.0, within(1e-12));
    // Sure of different classes: one bit tells them apart.
    assertThat(Diversity.jensenShannon(List.of(new double[] {900, 0}, new double[] {0, 900})))
        .isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> Diversity.euclidean(List.of(new double[2])))
        .hasMessageContaining("needs 2");
  }

  @Test
  void groupedKernelDistance_isThatOfAllVectors() {
    double[][] x = Matrices.random(12, 5, 1);
    double[][] y = Matrices.random(9, 5, 2);
    double[][][] groupsX = {head(x, 0, 4), head(x, 4, 5), head(x, 5, 12)};
    double[][][] groupsY = {head(y, 0, 3), head(y, 3, 8), head(y, 8, 9)};
    double expected = KernelDistance.between(x, y);
    int[] each = {0, 1, 2};
    assertThat(GroupedKernelDistance.paired(each(groupsX), groupsY).applyAsDouble(each))
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    assertThat(GroupedKernelDistance.against(each(groupsX), y).applyAsDouble(each))
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @Test
  void groupedKernelDistanceOfADraw_isThatOfItsVectors() {
    double[][] x = Matrices.random(8, 5, 1);
    double[][] y = Matrices.random(9, 5, 2);
    double[][][] groups = {head(x, 0, 2), head(x, 2, 5), head(x, 5, 8)};
    double[][] drawn =
        Stream.of(groups[2], groups[0]).flatMap(Arrays::stream).toArray(double[][]::new);
    double expected = KernelDistance.between(drawn, y);
    assertThat(GroupedKernelDistance.against(each(groups), y).applyAsDouble(new int[] {2, 0}))
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @Test
  void inceptionScoreOfRows_isThatOfTheSplit() {
    double[][] logits = Matrices.random(20, 6, 4);
    int[] each = new int[20];
    Arrays.setAll(each, i -> i);
    assertThat(InceptionScore.ofRows(logits).applyAsDouble(each))
        .isCloseTo(InceptionScore.of(logits, 1).mean(), within(1e-9));
    assertThat(InceptionScore.ofRows(logits).applyAsDouble(new int[] {3, 3}))
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void setAgainstItself_isAtTheDistanceZero() {
    for (int n : new int[] {2, 24, 60}) {
      double[][] x = Matrices.random(n, 40, n);
      for (double[] row : x) {
        row[0] *= 1e5; // a wide spectrum loses its small eigenvalues to rounding
        row[1] *= 1e3;
      }
      double[][] y = head(x, 0, n);
      Collections.shuffle(Arrays.asList(y), new Random(1));
      GaussianStatistics ofX = GaussianStatistics.of(x);
      int[] each = IntStream.range(0, n).toArray();
      assertThat(FrechetDistance.between(x, y)).isZero();
      assertThat(FrechetDistance.between(ofX, GaussianStatistics.of(y))).isZero();
      assertThat(new FrechetReference(ofX).distances(y).applyAsDouble(each)).isZero();
      assertThat(KernelDistance.between(x, y)).isZero();
      double[][][] items = Arrays.stream(x).map(v -> new double[][] {v}).toArray(double[][][]::new);
      double[][][] other = Arrays.stream(y).map(v -> new double[][] {v}).toArray(double[][][]::new);
      assertThat(GroupedKernelDistance.paired(each(items), other).applyAsDouble(each)).isZero();
      assertThat(GroupedKernelDistance.against(each(items), y).applyAsDouble(each)).isZero();
      y[0] = y[0].clone();
      y[0][0] *= 1.1;
      assertThat(FrechetDistance.between(x, y)).as("one value moved").isPositive();
      assertThat(KernelDistance.between(x, y)).as("one value moved").isNotZero();
    }
  }

  @Test
  void identicalVectors_haveADistanceAndNoFailure() {
    for (double size : new double[] {0, 1e-45, 1e-38, 1, -13.8, 1e20}) {
      for (int n : new int[] {2, 40, 300}) {
        double[][] x = new double[n][128];
        double[] vector = Matrices.random(1, 128, 3)[0];
        for (double[] row : x) {
          Arrays.setAll(row, j -> size * vector[j]);
        }
        double[][] others = Matrices.random(60, 128, 4);
        GaussianStatistics ofX = GaussianStatistics.of(x);
        int[] each = IntStream.range(0, n).toArray();
        assertThat(FrechetDistance.between(x, x)).isZero();
        assertThat(FrechetDistance.between(x, ofX)).isZero();
        assertThat(new FrechetReference(ofX).distances(x).applyAsDouble(each)).isZero();
        assertThat(KernelDistance.between(x, x)).isZero();
        assertThat(FrechetDistance.between(x, others)).isPositive().isFinite();
        if (n > 2) {
          assertThat(FrechetInfinity.of(ofX, x, 3, 2, 1).score()).isZero();
          assertThat(FrechetInfinity.of(ofX, x, 3, 2, 1).rSquared()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void soundsOfAnItem_shareItsWeight() {
    double[][] x = Matrices.random(3, 2, 8);
    // The first item has its true sound twice, the third four times.
    double[][] made = {x[0], x[0], x[1], x[2], x[2], x[2], x[2]};
    double[] weights = {0.5, 0.5, 1, 0.25, 0.25, 0.25, 0.25};
    int[] each = IntStream.range(0, 7).toArray();
    assertThat(FrechetDistance.between(made, weights, x)).isZero();
    assertThat(FrechetDistance.between(made, x)).isPositive();
    assertThat(
            new FrechetReference(GaussianStatistics.of(x))
                .distances(made, weights)
                .applyAsDouble(each))
        .isZero();
    double[][][][] items = {
      {{x[0]}, {x[0]}}, {{x[1]}}, {{x[2]}, {x[2]}, {x[2]}, {x[2]}},
    };
    double[][][] truth = {{x[0]}, {x[1]}, {x[2]}};
    assertThat(GroupedKernelDistance.paired(items, truth).applyAsDouble(new int[] {0, 1, 2}))
        .isZero();
    assertThat(GroupedKernelDistance.against(items, x).applyAsDouble(new int[] {0, 1, 2})).isZero();
    double[][] logits = {{3, 0}, {3, 0}, {0, 3}};
    assertThat(
            InceptionScore.ofRows(logits, new double[] {0.5, 0.5, 1})
                .applyAsDouble(new int[] {0, 1, 2}))
        .isCloseTo(InceptionScore.ofRows(logits).applyAsDouble(new int[] {0, 2}), within(1e-12));
  }

  /** Groups of one sound each. */
  private static double[][][][] each(double[][][] groups) {
    return Arrays.stream(groups).map(g -> new double[][][] {g}).toArray(double[][][][]::new);
  }

  private static double[][] head(double[][] rows, int from, int to) {
    return Arrays.copyOfRange(rows, from, to);
  }
}
