package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class PairedTestsTest {

  @Test
  void wilcoxon_equalsTheEnumerationWhereRanksDiffer() {
    Random random = new Random(1);
    for (int n = 3; n < 15; n++) {
      double[] x = random.doubles(n).toArray();
      double[] y = random.doubles(n).map(v -> v - 0.1).toArray();
      assertThat(PairedTests.wilcoxon(x, y))
          .isCloseTo(new WilcoxonSignedRankTest().wilcoxonSignedRankTest(x, y, true), within(1e-9));
    }
  }

  @Test
  void wilcoxon_allOneWay_isTwoInTwoToTheN() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {0.9, 1.8, 2.7, 3.6, 4.5};
    assertThat(PairedTests.wilcoxon(x, y)).isCloseTo(2 / 32.0, within(1e-12));
    assertThat(PairedTests.wilcoxon(y, x)).isCloseTo(2 / 32.0, within(1e-12));
  }

  @Test
  void wilcoxon_passesOverItemsWithoutDifference() {
    double[] x = {1, 2, 3, 7, 7};
    double[] y = {0, 0, 0, 7, 7};
    assertThat(PairedTests.wilcoxon(x, y)).isCloseTo(2 / 8.0, within(1e-12));
    assertThat(PairedTests.wilcoxon(x, x)).isEqualTo(1);
  }

  @Test
  void wilcoxonOfManyItems_agreesAcrossTheChangeOfMethod() {
    Random random = new Random(3);
    double[] x = random.doubles(201).toArray();
    double[] y =
        IntStream.range(0, 201)
            .mapToDouble(i -> x[i] - 0.05 + 0.3 * random.nextGaussian())
            .toArray();
    double normal = PairedTests.wilcoxon(x, y);
    double exact = PairedTests.wilcoxon(Arrays.copyOf(x, 200), Arrays.copyOf(y, 200));
    assertThat(normal).isBetween(0.5 * exact, 2 * exact).isLessThan(0.2);
  }

  @Test
  void testsOfNoDifference_errAboutAsOftenAsTheySay() {
    Random random = new Random(5);
    int wilcoxon = 0;
    int mcNemar = 0;
    for (int trial = 0; trial < 400; trial++) {
      double[] x = random.doubles(40).toArray();
      double[] y = random.doubles(40).toArray();
      wilcoxon += PairedTests.wilcoxon(x, y) < 0.1 ? 1 : 0;
      mcNemar += PairedTests.mcNemar(right(x), right(y)) < 0.1 ? 1 : 0;
    }
    assertThat(wilcoxon).isBetween(20, 60);
    // Exact tests of few outcomes err less often.
    assertThat(mcNemar).isBetween(5, 50);
  }

  @Test
  void mcNemar_looksAtDisagreementsOnly() {
    double[] x = {100, 100, 100, 100, 100, 100, 0, 100};
    double[] y = {0, 0, 0, 0, 0, 0, 0, 100};
    assertThat(PairedTests.mcNemar(x, y)).isCloseTo(2 / 64.0, within(1e-9));
    assertThat(PairedTests.mcNemar(y, x)).isCloseTo(2 / 64.0, within(1e-9));
    assertThat(PairedTests.mcNemar(x, x)).isEqualTo(1);
    assertThat(PairedTests.mcNemar(new double[] {100, 0}, new double[] {0, 100})).isEqualTo(1);
  }

  @Test
  void holm_multipliesTheSmallestByTheNumberOfTestsAndKeepsTheOrder() {
    assertThat(PairedTests.holm(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(PairedTests.holm(new double[] {0.3})).containsExactly(0.3);
    assertThat(PairedTests.holm(new double[] {0.9, 0.8})).containsExactly(1, 1);
    assertThat(PairedTests.holm(new double[0])).isEmpty();
  }

  @Test
  void unpairedItems_areRefused() {
    assertThatThrownBy(() -> PairedTests.wilcoxon(new double[2], new double[3]))
        .hasMessageContaining("not paired");
    assertThatThrownBy(() -> PairedTests.mcNemar(new double[2], new double[3]))
        .hasMessageContaining("not paired");
  }

  private static double[] right(double[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] > 0.4 ? 100 : 0;
    }
    return out;
  }
}
