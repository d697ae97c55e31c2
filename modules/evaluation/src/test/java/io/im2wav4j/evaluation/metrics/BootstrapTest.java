package io.im2wav4j.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.result.Interval;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void meanInterval_hasTheWidthOfTheNormalTheory() {
    double[] values = new Random(1).doubles(400).toArray();
    Interval interval = new Bootstrap(2000, 0.95, 7).mean(values);
    double standardError =
        Math.sqrt(StatUtils.populationVariance(values)) / Math.sqrt(values.length);
    assertThat(interval.estimate()).isCloseTo(StatUtils.mean(values), within(1e-12));
    assertThat(interval.high() - interval.low())
        .isCloseTo(2 * 1.96 * standardError, within(0.1 * 4 * standardError));
  }

  @Test
  void intervals_coverTheTruthAboutAsOftenAsTheySay() {
    Random random = new Random(3);
    int covered = 0;
    for (int trial = 0; trial < 200; trial++) {
      double[] values = random.doubles(60).toArray();
      Interval interval = new Bootstrap(300, 0.9, trial).mean(values);
      covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }
    assertThat(covered).isBetween(165, 195);
  }

  @Test
  void sameSeed_givesTheSameInterval() {
    double[] values = new Random(1).doubles(50).toArray();
    assertThat(new Bootstrap(100, 0.95, 5).mean(values))
        .isEqualTo(new Bootstrap(100, 0.95, 5).mean(values))
        .isNotEqualTo(new Bootstrap(100, 0.95, 6).mean(values));
  }

  @Test
  void difference_tellsATrueOneFromNone() {
    Random random = new Random(4);
    double[] base = random.doubles(100).toArray();
    double[] same = Arrays.stream(base).map(v -> v + 0.1 * random.nextGaussian()).toArray();
    double[] better = Arrays.stream(base).map(v -> v + 0.1 + 0.1 * random.nextGaussian()).toArray();
    Bootstrap bootstrap = new Bootstrap(1000, 0.95, 1);
    assertThat(bootstrap.difference(better, base).pValue()).isLessThan(0.01);
    assertThat(bootstrap.difference(better, base).difference().low()).isPositive();
    assertThat(bootstrap.difference(same, base).pValue()).isGreaterThan(0.05);
    assertThat(bootstrap.difference(base, base).pValue()).isEqualTo(1);
  }

  @Test
  void recentredFrechetInterval_holdsTheEstimate() {
    double[][] x = Matrices.random(40, 6, 1);
    double[][] y = Matrices.random(40, 6, 2);
    Interval interval =
        new Bootstrap(100, 0.95, 1)
            .recentred(x.length, 0, rows -> FrechetDistance.between(pick(x, rows), pick(y, rows)));
    assertThat(interval.estimate()).isBetween(interval.low(), interval.high());
    assertThat(interval.low()).isNotNegative();
    assertThat(interval.high() - interval.low()).isPositive();
  }

  @Test
  void badSettings_areRefused() {
    assertThatThrownBy(() -> new Bootstrap(1, 0.95, 0)).hasMessageContaining("resamples is 1");
    assertThatThrownBy(() -> new Bootstrap(10, 95, 0)).hasMessageContaining("level is 95");
    assertThatThrownBy(() -> new Bootstrap(10, 0.95, 0).mean(new double[0]))
        .hasMessageContaining("no items");
  }

  private static double[][] pick(double[][] all, int[] rows) {
    return Arrays.stream(rows).mapToObj(i -> all[i]).toArray(double[][]::new);
  }
}
