package io.im2wav4j.audio.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.golden.GoldenSuite;
import io.im2wav4j.core.tensor.Tensor;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The front ends of published networks, put together from this package. */
class SpectralGoldenTest {

  @Test
  void magnitudesAndPowersEqualTheReferenceAtEverySetting() {
    GoldenSuite losses = GoldenSuite.open("extended/spectral_losses");
    losses.need("input.x_in");
    float[] wave = losses.tensor("input.x_in").toFloats();
    for (String expected : losses.names("expect.mag_")) {
      Matcher name =
          Pattern.compile("expect\\.mag_(\\d+)_(\\d+)_(\\d+)_first(\\d+)").matcher(expected);
      assertThat(name.matches()).as(expected).isTrue();
      StftConfig config =
          new StftConfig(
              Integer.parseInt(name.group(1)),
              Integer.parseInt(name.group(2)),
              Integer.parseInt(name.group(3)),
              Window.HANN_PERIODIC,
              true);
      float[] start = Arrays.copyOf(wave, Integer.parseInt(name.group(4)));
      losses.assertClose(
          byBin(new Stft(config).magnitude(start)),
          expected,
          losses.tolerance("default", "atol"),
          losses.tolerance("default", "rtol"));
    }

    GoldenSuite wav2clip = GoldenSuite.open("extended/wav2clip");
    Tensor pcm = wav2clip.tensor("input.pcm");
    float[] all = GoldenSuite.samples(pcm);
    double[][] want = wav2clip.rows("expect.spectrogram");
    int length = (int) pcm.shape()[1];
    Stft stft = new Stft(new StftConfig(512, 353, 512, Window.HANN_PERIODIC, true));
    for (int i = 0; i < want.length; i++) {
      double[] got =
          GoldenSuite.doubles(
              byBin(stft.power(Arrays.copyOfRange(all, i * length, (i + 1) * length))));
      double largest = Arrays.stream(want[i]).max().orElseThrow();
      double rtol = wav2clip.tolerance("spectrogram", "rtol");
      assertThat(got).hasSameSizeAs(want[i]);
      for (int k = 0; k < got.length; k++) {
        assertThat(got[k]).isCloseTo(want[i][k], within(1e-6 * largest + rtol * want[i][k]));
      }
    }
  }

  @Test
  void logMelEqualsVggish() {
    GoldenSuite golden = GoldenSuite.open("vggish");
    LogMelSpectrogram vggish =
        new LogMelSpectrogram(
            new StftConfig(512, 160, 400, Window.HANN_PERIODIC, false),
            new MelConfig(16000, 64, 125, 7500, MelScale.HTK, MelConfig.Slopes.MEL, false),
            false,
            0.01);
    for (String input : golden.names("input.wave.")) {
      String expected = input.replace("input.wave.", "expect.log_mel_examples.");
      long[] shape = golden.tensor(expected).shape(); // [kept examples, 1, frames, bands]
      float[][] got = vggish.apply(golden.tensor(input).toFloats());
      int frames = (int) shape[2];
      // Of several examples the golden keeps the last.
      int end = got.length / frames * frames;
      golden.assertClose(
          byFrame(Arrays.copyOfRange(got, end - (int) shape[0] * frames, end)),
          expected,
          golden.stated("log mel # absolute", 1e-4),
          0);
    }
  }

  @Test
  void logMelEqualsPasst() {
    GoldenSuite golden = GoldenSuite.open("passt");
    LogMelSpectrogram passt =
        new LogMelSpectrogram(
            new StftConfig(1024, 320, 800, Window.HANN_SYMMETRIC, true),
            new MelConfig(32000, 128, 0, 15000, MelScale.HTK, MelConfig.Slopes.MEL, false),
            true,
            1e-5);
    for (String input : golden.names("input.wave32k.")) {
      float[] wave = golden.tensor(input).toFloats();
      float[] emphasized = new float[wave.length - 1];
      for (int i = 0; i < emphasized.length; i++) {
        emphasized[i] = wave[i + 1] - 0.97f * wave[i];
      }
      float[][] got = passt.apply(emphasized);
      String expected = input.replace("input.wave32k.", "expect.mel_sample.");
      long[] shape = golden.tensor(expected).shape();
      int bands = (int) shape[1];
      int frames = (int) shape[2];
      float[] every = new float[bands * frames];
      for (int b = 0; b < bands; b++) {
        for (int t = 0; t < frames; t++) {
          every[b * frames + t] = (got[10 * t][4 * b] + 4.5f) / 5;
        }
      }
      golden.assertClose(every, expected, golden.stated("mel # absolute", 1e-3), 0);
    }
  }

  private static float[] byFrame(float[][] values) {
    float[] flat = new float[values.length * values[0].length];
    for (int t = 0; t < values.length; t++) {
      System.arraycopy(values[t], 0, flat, t * values[0].length, values[0].length);
    }
    return flat;
  }

  private static float[] byBin(float[][] values) {
    float[] flat = new float[values.length * values[0].length];
    for (int t = 0; t < values.length; t++) {
      for (int k = 0; k < values[t].length; k++) {
        flat[k * values.length + t] = values[t][k];
      }
    }
    return flat;
  }
}
