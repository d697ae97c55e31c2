package io.im2wav4j.audio.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnsetDetectorTest {
  private static final double[] TIMES = {0.31, 0.8, 1.07, 1.9, 2.6};

  @ParameterizedTest
  @ValueSource(ints = {16_000, 22_050, 44_100})
  void strokes_areFoundWhereTheyAre(int rate) {
    double[] found = new OnsetDetector(rate).onsets(strokes(rate, 0.001));
    assertThat(found).hasSameSizeAs(TIMES);
    for (int i = 0; i < TIMES.length; i++) {
      assertThat(found[i]).isCloseTo(TIMES[i], within(0.02));
    }
  }

  @Test
  void loudness_changesNoOnset() {
    float[] sound = strokes(16_000, 0.001);
    float[] soft = sound.clone();
    for (int i = 0; i < soft.length; i++) {
      soft[i] *= 0.125f;
    }
    OnsetDetector detector = new OnsetDetector(16_000);
    assertThat(detector.onsets(soft)).containsExactly(detector.onsets(sound));
  }

  @Test
  void shift_movesEveryOnset() {
    float[] sound = strokes(16_000, 0);
    float[] late = new float[sound.length + 3200];
    System.arraycopy(sound, 0, late, 3200, sound.length);
    double[] before = new OnsetDetector(16_000).onsets(sound);
    double[] after = new OnsetDetector(16_000).onsets(late);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i] + 0.2, within(1e-9));
    }
  }

  @Test
  void whatChangesNothing_hasNoOnset() {
    OnsetDetector detector = new OnsetDetector(16_000);
    assertThat(detector.onsets(new float[48_000])).isEmpty();
    assertThat(detector.onsets(new float[10])).isEmpty();
    assertThat(detector.onsets(new float[0])).isEmpty();
    Random random = new Random(1);
    float[] noise = new float[48_000];
    float[] tone = new float[48_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.2 * random.nextGaussian());
      // A siren: its pitch moves, nothing begins.
      tone[i] = (float) Math.sin(2 * Math.PI * 800 * i / 16_000 + 4 * Math.sin(i / 1600.0));
    }
    assertThat(detector.onsets(noise)).isEmpty();
    assertThat(detector.onsets(tone)).isEmpty();
  }

  @Test
  void tooLowRate_isRefused() {
    assertThatThrownBy(() -> new OnsetDetector(100)).hasMessageContaining("sampleRate is 100");
  }

  /** Noise bursts that die away, over noise. */
  private static float[] strokes(int rate, double noise) {
    Random random = new Random(7);
    float[] out = new float[3 * rate];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (noise * random.nextGaussian());
    }
    for (double time : TIMES) {
      int start = (int) (time * rate);
      for (int i = 0; i < rate / 5; i++) {
        out[start + i] += (float) (0.3 * random.nextGaussian() * Math.exp(-i / (0.03 * rate)));
      }
    }
    return out;
  }
}
