package io.im2wav4j.audio.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SpectralTest {
  private static final int RATE = 16000;

  private static float[] tone(double hertz, double amplitude, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / RATE));
    }
    return tone;
  }

  private static int loudest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @Test
  void aToneIsLoudestInItsBin() {
    Stft stft = new Stft(new StftConfig(512, 128, 400, Window.HANN_PERIODIC, true));
    float[][] got = stft.magnitude(tone(1000, 1, 4000));
    assertThat(got).hasNumberOfRows(1 + 4000 / 128);
    assertThat(loudest(got[10])).isEqualTo(32);
    // Half the sum of the window's values, which is 200 for Hann over 400 samples.
    assertThat(got[10][32]).isCloseTo(100f, within(0.5f));
  }

  @Test
  void anOddTransformEqualsTheSumItIsMadeOf() {
    float[] samples = tone(900, 0.7, 15);
    float[][] got =
        new Stft(new StftConfig(15, 15, 15, Window.HANN_PERIODIC, false)).magnitude(samples);
    double[] window = Window.HANN_PERIODIC.values(15);
    assertThat(got[0]).hasSize(8);
    for (int k = 0; k < 8; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < 15; i++) {
        re += window[i] * samples[i] * Math.cos(2 * Math.PI * k * i / 15);
        im += window[i] * samples[i] * Math.sin(2 * Math.PI * k * i / 15);
      }
      assertThat((double) got[0][k]).isCloseTo(Math.hypot(re, im), within(1e-5));
    }
  }

  @Test
  void soundsShorterThanTheWindowStillGiveFrames() {
    Stft stft = new Stft(new StftConfig(512, 128, 512, Window.HANN_PERIODIC, true));
    assertThat(stft.magnitude(new float[0])).isEmpty();
    assertThat(stft.magnitude(new float[] {1})[0][0]).isCloseTo(256f, within(1e-2f));
    assertThat(stft.magnitude(new float[] {0.5f, 0.5f, 0.5f})[0][0]).isCloseTo(128f, within(1e-2f));
  }

  @Test
  void melScalesInvertThemselvesAndAgreeWithTheirDefinitions() {
    for (MelScale scale : MelScale.values()) {
      for (double hertz : new double[] {0, 60, 999, 1000, 1001, 7999}) {
        assertThat(scale.toHertz(scale.toMel(hertz))).isCloseTo(hertz, within(1e-8));
      }
    }
    assertThat(MelScale.HTK.toMel(1000)).isCloseTo(999.9856, within(1e-3));
    assertThat(MelScale.SLANEY.toMel(1000)).isCloseTo(15, within(1e-12));
    assertThat(MelScale.SLANEY.toMel(6400)).isCloseTo(42, within(1e-12));
  }

  @Test
  void trianglesPeakAtOneOrHaveAreaOne() {
    int size = 65536;
    double binHertz = (double) RATE / size;
    for (boolean unitArea : new boolean[] {false, true}) {
      float[][] weights =
          new MelFilterBank(
                  new MelConfig(
                      RATE, 20, 50, 8000, MelScale.SLANEY, MelConfig.Slopes.HERTZ, unitArea),
                  size)
              .weights();
      for (float[] band : weights) {
        double area = 0;
        float peak = 0;
        for (float w : band) {
          area += w * binHertz;
          peak = Math.max(peak, w);
        }
        assertThat(unitArea ? area : peak).isCloseTo(1, within(5e-3));
      }
    }
  }

  @Test
  void silenceIsTheLogarithmOfTheOffset() {
    float[][] got =
        new LogMelSpectrogram(
                new StftConfig(256, 64, 256, Window.HANN_PERIODIC, true),
                new MelConfig(RATE, 8, 0, 8000, MelScale.HTK, MelConfig.Slopes.HERTZ, false),
                true,
                1e-3)
            .apply(new float[1000]);
    assertThat(got[3]).containsOnly((float) Math.log(1e-3));
  }

  @Test
  void badSizesSayWhatIsWrong() {
    assertThatThrownBy(() -> new StftConfig(256, 64, 512, Window.HANN_PERIODIC, true))
        .hasMessageContaining("windowLength 512");
    assertThatThrownBy(
            () -> new MelConfig(RATE, 8, 0, 9000, MelScale.HTK, MelConfig.Slopes.HERTZ, false))
        .hasMessageContaining("high 9000.0");
  }

  @Test
  void highTonesAreBrightHighUpAndSilenceIsDark() {
    BufferedImage high = SpectrogramImage.of(AudioClip.mono(tone(6000, 0.5, RATE), RATE), 200, 64);
    BufferedImage low = SpectrogramImage.of(AudioClip.mono(tone(200, 0.5, RATE), RATE), 200, 64);
    BufferedImage silent = SpectrogramImage.of(AudioClip.mono(new float[0], RATE), 200, 64);
    assertThat(brightestRow(high)).isLessThan(16);
    assertThat(brightestRow(low)).isGreaterThan(48);
    assertThat(silent.getRGB(100, 32) & 0xFFFFFF).isEqualTo(ColourMap.rgb(0.0));
  }

  @Test
  void coloursGetLighterWithTheValue() {
    double last = -1;
    for (int i = 0; i < 256; i++) {
      double luminance = luminance(ColourMap.rgb(i / 255.0));
      assertThat(luminance).isGreaterThanOrEqualTo(last - 0.5);
      last = luminance;
    }
    assertThat(last).isGreaterThan(200);
  }

  private static int brightestRow(BufferedImage image) {
    int best = 0;
    for (int y = 1; y < image.getHeight(); y++) {
      best = luminance(image.getRGB(100, y)) > luminance(image.getRGB(100, best)) ? y : best;
    }
    return best;
  }

  private static double luminance(int rgb) {
    return 0.2126 * (rgb >> 16 & 0xFF) + 0.7152 * (rgb >> 8 & 0xFF) + 0.0722 * (rgb & 0xFF);
  }
}
