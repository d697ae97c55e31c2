package io.im2wav4j.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.audio.AudioClip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  @ParameterizedTest
  @CsvSource({"44100,16000", "22050,16000", "16000,44100", "48000,16000", "11025,16000", "7,5"})
  void theNumberOfSamplesIsTheCeilingOfTheRatio(int from, int to) {
    for (int n : new int[] {0, 1, 7, 441, from, from + 1}) {
      int expected = (int) (((long) n * to + from - 1) / from);
      assertThat(new Resampler(from, to, SincFilter.HANN).apply(new float[n])).hasSize(expected);
      assertThat(Resampler.of(from, to, SincFilter.KAISER_BEST).apply(new float[n]))
          .hasSize(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"44100,16000", "16000,44100", "22050,16000", "44056,16000"})
  void aToneBelowBothNyquistsStaysTheSameTone(int from, int to) {
    float[] got = Resampler.of(from, to, SincFilter.KAISER_BEST).apply(tone(1000, from, from));
    float[] want = tone(1000, to, to);
    for (int i = to / 10; i < to - to / 10; i++) {
      assertThat(got[i]).isCloseTo(want[i], org.assertj.core.data.Offset.offset(2e-4f));
    }
  }

  @Test
  void aToneAboveTheNewNyquistIsGone() {
    float[] got =
        Resampler.of(44100, 16000, SincFilter.KAISER_BEST).apply(tone(9000, 44100, 44100));
    for (int i = 1600; i < 14400; i++) {
      assertThat(Math.abs(got[i])).isLessThan(1e-4f);
    }
  }

  @Test
  void stereoBecomesMonoBeforeItIsResampled() {
    AudioClip clip = new AudioClip(new float[][] {tone(500, 32000, 800), new float[800]}, 32000);
    float[] mono = Resampler.toMono(clip, 16000);
    assertThat(mono)
        .containsExactly(new Resampler(32000, 16000, SincFilter.KAISER_BEST).apply(clip.toMono()));
  }

  @Test
  void theSameRateIsACopy() {
    float[] samples = {1, 2, 3};
    assertThat(Resampler.of(8000, 8000, SincFilter.HANN).apply(samples))
        .containsExactly(samples)
        .isNotSameAs(samples);
  }

  @Test
  void ratesAndFiltersAreChecked() {
    assertThatThrownBy(() -> new Resampler(0, 16000, SincFilter.HANN))
        .hasMessageContaining("rates are 0 and 16000");
    assertThatThrownBy(() -> new SincFilter(0, 0.9, 1)).hasMessageContaining("zeroCrossings is 0");
  }

  private static float[] tone(double hertz, int rate, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return tone;
  }
}
