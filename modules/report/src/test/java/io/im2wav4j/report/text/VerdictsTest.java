package io.im2wav4j.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.Significance;
import io.im2wav4j.report.text.Verdicts.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static Comparison comparison(double difference, double p, int items, double wilcoxon) {
    return new Comparison(
        "accuracy",
        "a",
        "b",
        new Interval(difference, difference - 1, difference + 1, 0.95),
        p,
        items,
        Comparison.PAIRED_BOOTSTRAP,
        null,
        List.of(new Significance("Wilcoxon signed rank", wilcoxon, null)));
  }

  @Test
  void fewerThanTenItems_claimNothing_andPrintNoProbability() {
    Comparison few = comparison(30, 0.006, 2, 0.006);
    assertThat(Verdicts.of(few)).isEqualTo(Verdict.TOO_FEW);
    assertThat(Verdicts.firstIsBetter(few, Direction.HIGHER)).isFalse();
    assertThat(Comparisons.size(few, "%"))
        .contains("too few items to test")
        .doesNotContainPattern("p [<=]");
    assertThat(Verdicts.of(comparison(30, 0.006, 10, 0.006))).isEqualTo(Verdict.DIFFER);
  }

  @Test
  void testsThatDisagree_decideNothing() {
    for (Comparison torn : List.of(comparison(30, 0.006, 40, 1), comparison(30, 0.2, 40, 0.01))) {
      assertThat(Verdicts.of(torn)).isEqualTo(Verdict.UNDECIDED);
      assertThat(Verdicts.firstIsBetter(torn, Direction.HIGHER)).isFalse();
      assertThat(Comparisons.size(torn, "%"))
          .contains("the tests disagree")
          .doesNotContainPattern("p [<=]");
    }
  }

  @Test
  void verdict_isTheSameFromEitherSide() {
    for (double p : new double[] {0.001, 0.04, 0.06, 1}) {
      for (double q : new double[] {0.001, 0.9}) {
        for (int items : new int[] {2, 9, 10, 300}) {
          Comparison c = comparison(2, p, items, q);
          assertThat(Verdicts.of(Comparisons.turned(c))).isEqualTo(Verdicts.of(c));
        }
      }
    }
  }

  @Test
  void noDifference_isNoGain() {
    Comparison equal = comparison(0, 0.0001, 100, 0.0001);
    assertThat(Verdicts.firstIsBetter(equal, Direction.HIGHER)).isFalse();
    assertThat(Verdicts.firstIsBetter(Comparisons.turned(equal), Direction.HIGHER)).isFalse();
  }
}
