package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.models.lm.SamplingConfig;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final float[] LOGITS = {0.5f, -1, 2, 0, 1.5f, -30};
  private static final int DRAWS = 100_000;

  private static double[] frequencies(SamplingConfig config) {
    Sampler sampler = new Sampler(config);
    SplittableRandom random = new SplittableRandom(3);
    double[] counts = new double[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.sample(LOGITS, random)] += 1.0 / DRAWS;
    }
    return counts;
  }

  private static void assertSoftmax(double[] got, double temperature, boolean... kept) {
    double[] expected = new double[LOGITS.length];
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      expected[i] = kept.length > 0 && !kept[i] ? 0 : Math.exp(LOGITS[i] / temperature);
      sum += expected[i];
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(got[i]).isCloseTo(expected[i] / sum, within(0.006));
    }
  }

  @Test
  void frequencies_areTheSoftmaxAtTheTemperature() {
    assertSoftmax(frequencies(new SamplingConfig(1, 1, 0, 0)), 1);
    assertSoftmax(frequencies(new SamplingConfig(1, 0.5, 0, 0)), 0.5);
    assertSoftmax(frequencies(new SamplingConfig(1, 3, 0, 0)), 3);
  }

  @Test
  void filteredCodes_areNeverDrawn() {
    boolean[] two = {false, false, true, false, true, false};
    assertSoftmax(frequencies(new SamplingConfig(1, 1, 2, 0)), 1, two);
    assertSoftmax(frequencies(new SamplingConfig(1, 1, 0, 0.6)), 1, two);
  }

  @Test
  void temperatureZero_takesTheMostProbableWithoutRandomNumbers() {
    assertThat(new Sampler(SamplingConfig.greedy(1)).sample(LOGITS, null)).isEqualTo(2);
  }

  @Test
  void eachDraw_takesOneNumberFromTheGenerator() {
    SplittableRandom used = new SplittableRandom(9);
    SplittableRandom counted = new SplittableRandom(9);
    Sampler sampler = new Sampler(new SamplingConfig(1, 1, 3, 0));
    for (int i = 0; i < 10; i++) {
      sampler.sample(LOGITS, used);
      counted.nextDouble();
    }
    assertThat(used.nextLong()).isEqualTo(counted.nextLong());
  }

  @Test
  void logitsThatAreNotNumbers_areAnError() {
    Sampler sampler = new Sampler(new SamplingConfig(1, 1, 0, 0));
    assertThatThrownBy(() -> sampler.sample(new float[] {1, Float.NaN}, new SplittableRandom(1)))
        .hasMessageContaining("not numbers");
  }

  @Test
  void guidance_oneIsTheConditionalAndZeroTheNull() {
    float[] conditional = {1, 2, 3};
    float[] nothing = {4, -1, 0};
    assertThat(Guidance.combine(conditional, nothing, 1)).containsExactly(conditional);
    assertThat(Guidance.combine(conditional, nothing, 0)).containsExactly(nothing);
    assertThat(Guidance.combine(conditional, nothing, 3)).containsExactly(-5, 8, 9);
  }
}
