package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Laws of the metrics of whole sets: codebook use, diversity, and what resampling rests on. */
class SetLawsTest {

  @Test
  void uniformUse_hasThePerplexityOfTheCodebook() {
    long[] counts = new long[64];
    Arrays.fill(counts, 7);
    CodebookUse use = CodebookUse.of(counts);
    assertThat(use.share()).isEqualTo(1);
    assertThat(use.perplexity()).isCloseTo(64, within(1e-9));
  }

  @Test
  void oneCodeForEverything_hasPerplexityOne() {
    CodebookUse use = CodebookUse.of(CodebookUse.count(new int[] {3, 3, 3}, 8));
    assertThat(use.share()).isEqualTo(1 / 8.0);
    assertThat(use.perplexity()).isCloseTo(1, within(1e-12));
  }

  @Test
  void perplexity_isAtMostTheCodesInUse() {
    CodebookUse use = CodebookUse.of(new long[] {5, 1, 0, 2, 0, 0, 9, 0});
    assertThat(use.share()).isEqualTo(0.5);
    assertThat(use.perplexity()).isBetween(1.0, 4.0);
  }

  @Test
  void useOfItems_isThatOfTheirCodesTogether() {
    long[][] items = {{1, 0, 0}, {0, 1, 0}, {4, 4, 4}};
    assertThat(CodebookUse.ofItems(items, CodebookUse::perplexity).applyAsDouble(new int[] {0, 1}))
        .isCloseTo(2, within(1e-12));
    assertThat(CodebookUse.ofItems(items, CodebookUse::share).applyAsDouble(new int[] {2}))
        .isEqualTo(1);
  }

  @Test
  void impossibleCodes_areRefused() {
    assertThatThrownBy(() -> CodebookUse.count(new int[] {8}, 8))
        .hasMessageContaining("code 8 of a codebook of 8");
    assertThatThrownBy(() -> CodebookUse.of(new long[4])).hasMessageContaining("no codes");
  }

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
    assertThat(GroupedKernelDistance.paired(groupsX, groupsY).applyAsDouble(each))
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    assertThat(GroupedKernelDistance.against(groupsX, y).applyAsDouble(each))
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
    assertThat(GroupedKernelDistance.against(groups, y).applyAsDouble(new int[] {2, 0}))
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

  private static double[][] head(double[][] rows, int from, int to) {
    return Arrays.copyOfRange(rows, from, to);
  }
}
