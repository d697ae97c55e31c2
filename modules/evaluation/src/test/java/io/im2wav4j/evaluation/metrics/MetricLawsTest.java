package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws of the metrics that hold for any numbers. */
class MetricLawsTest {

  @ParameterizedTest
  @EnumSource(KullbackLeibler.class)
  void divergenceFromItself_isZero(KullbackLeibler form) {
    double[][] logits = Matrices.random(10, 20, 1);
    assertThat(form.mean(logits, logits)).isCloseTo(0, within(1e-3));
  }

  @ParameterizedTest
  @EnumSource(KullbackLeibler.class)
  void extremeLogits_giveFiniteDivergences(KullbackLeibler form) {
    double[][] sure = {{2000, -2000, 0}};
    double[][] otherwise = {{-2000, 2000, 0}};
    assertThat(form.mean(sure, otherwise)).isFinite();
  }

  @Test
  void fullDivergences_areNeverNegative() {
    double[][] p = Matrices.random(50, 12, 1);
    double[][] q = Matrices.random(50, 12, 2);
    assertThat(KullbackLeibler.SOFTMAX.perClip(p, q))
        .satisfies(all -> assertThat(Arrays.stream(all)).allMatch(v -> v >= 0));
    assertThat(KullbackLeibler.BERNOULLI.perClip(p, q))
        .satisfies(all -> assertThat(Arrays.stream(all)).allMatch(v -> v >= 0));
    assertThat(KullbackLeibler.SOFTMAX.perClip(p, q))
        .isEqualTo(KullbackLeibler.SOFTMAX_REVERSED.perClip(q, p));
  }

  @Test
  void unpairedClips_areRefused() {
    assertThatThrownBy(() -> KullbackLeibler.SOFTMAX.mean(new double[3][2], new double[2][2]))
        .hasMessageContaining("not paired");
  }

  @Test
  void inceptionScore_isOneForEqualClipsAndTheNumberOfClassesForSureAndVariedOnes() {
    assertThat(InceptionScore.of(new double[][] {{1, 2, 3}, {1, 2, 3}}, 1).mean())
        .isCloseTo(1, within(1e-12));
    double[][] sure = {{900, 0, 0}, {0, 900, 0}, {0, 0, 900}};
    assertThat(InceptionScore.of(sure, 1).mean()).isCloseTo(3, within(1e-9));
  }

  @Test
  void clipScore_isAHundredForTheSameDirectionAndMinusAHundredForTheOpposite() {
    double[] v = {1, 2, 3};
    assertThat(ClipScore.of(v, new double[][] {{2, 4, 6}})).isCloseTo(100, within(1e-9));
    assertThat(ClipScore.of(v, new double[][] {{-1, -2, -3}})).isCloseTo(-100, within(1e-9));
    assertThat(ClipScore.of(v, new double[][] {{1, 2, 3}, {-1, -2, -3}}))
        .isCloseTo(0, within(1e-9));
    assertThat(ClipScore.of(new double[3], new double[][] {v})).isZero();
  }

  @Test
  void accuracy_countsEveryClassThatTheMapAccepts() {
    double[][] logits = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    List<String> classes = List.of("dog bark", "howl", "piano");
    LabelMap map = new LabelMap(Map.of("dog", Set.of("dog bark", "howl")));
    assertThat(Accuracy.perClip(List.of("dog", "dog", "dog"), logits, classes, map))
        .containsExactly(1, 1, 0);
    assertThat(Accuracy.perClip(List.of("piano", "piano", "piano"), logits, classes, map))
        .containsExactly(0, 0, 1);
    assertThat(map.unreachable(List.of("dog", "cat"), classes)).containsExactly("cat");
  }

  @Test
  void frechetInfinity_removesTheBiasOfFewClips() {
    double[][] reference = Matrices.random(4000, 8, 1);
    double[][] generated = Matrices.random(600, 8, 2);
    GaussianStatistics statistics = GaussianStatistics.of(reference);
    FrechetInfinity.Result result = FrechetInfinity.of(statistics, generated, 12, 40, 9);
    // Same distribution: the true distance is 0, every finite sample lies above.
    assertThat(result.distances())
        .satisfies(all -> assertThat(Arrays.stream(all)).allMatch(d -> d > 0));
    assertThat(Math.abs(result.score())).isLessThan(result.distances()[0] / 4);
    assertThat(result.slope()).isPositive();
    assertThat(FrechetInfinity.of(statistics, generated, 12, 40, 9).score())
        .isEqualTo(result.score());
    assertThatThrownBy(() -> FrechetInfinity.of(statistics, generated, 12, 600, 9))
        .hasMessageContaining("smallest < clips");
  }

  @Test
  void kernelDistance_isAboutZeroForOneDistributionAndLargeForTwo() {
    double[][] x = Matrices.random(200, 4, 1);
    double[][] y = Matrices.random(150, 4, 2);
    double[][] far = Matrices.random(150, 4, 3);
    for (double[] row : far) {
      row[0] += 5;
    }
    assertThat(KernelDistance.between(x, far)).isGreaterThan(10 * KernelDistance.between(x, y));
    assertThat(KernelDistance.between(x, far))
        .isCloseTo(KernelDistance.between(far, x), within(1e-9));
  }

  @Test
  void spearman_seesAnyMonotoneRelation() {
    assertThat(SpearmanCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {1, 8, 27, 64}))
        .isCloseTo(1, within(1e-12));
    assertThat(SpearmanCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {4, 3, 2, 1}))
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void spearmanWithinGroups_ignoresDifferencesBetweenGroups() {
    List<String> kinds = List.of("bell", "bell", "bell", "bird", "bird", "bird", "alone");
    double[] size = {1, 2, 3, 11, 12, 13, 5};
    double[] pitch = {300, 200, 100, 9000, 8000, 7000, 1};
    assertThat(SpearmanCorrelation.of(size, pitch)).isPositive();
    assertThat(SpearmanCorrelation.withinGroups(kinds, size, pitch)).isCloseTo(-1, within(1e-12));
    assertThat(SpearmanCorrelation.withinGroups(List.of("a"), new double[1], new double[1]))
        .isNaN();
  }
}
