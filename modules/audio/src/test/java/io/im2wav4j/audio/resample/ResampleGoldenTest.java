package io.im2wav4j.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.core.golden.GoldenSuite;
import io.im2wav4j.core.tensor.Tensor;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ResampleGoldenTest {

  @Test
  void kaiserAndHannEqualTheReferenceAtEveryRate() {
    GoldenSuite golden = GoldenSuite.open("resample");
    String source = golden.json().path("source").asText();
    double tolerance = golden.stated("# absolute", 1e-5);
    SincFilter kaiser =
        new SincFilter(
            (int) number(source, "lowpass_filter_width"),
            number(source, "rolloff"),
            number(source, "beta"));
    SincFilter hann =
        new SincFilter(
            (int) number(source, "hann, width"),
            number(source.substring(source.indexOf("hann, width")), "rolloff"),
            0);
    assertThat(kaiser).isEqualTo(SincFilter.KAISER_BEST);
    AudioClip clip = clip(golden.tensor("input.pcm16"), golden.json().path("sample_rate").asInt());
    Pattern pattern = Pattern.compile("expect\\.(kaiser|hann)\\.(\\d+)");
    int checked = 0;
    for (String expected : golden.names("expect.")) {
      Matcher name = pattern.matcher(expected);
      assertThat(name.matches()).as(expected).isTrue();
      int to = Integer.parseInt(name.group(2));
      float[] got =
          Resampler.of(clip.sampleRate(), to, name.group(1).equals("kaiser") ? kaiser : hann)
              .apply(clip.toMono());
      assertThat(got).hasSize((int) Math.ceil((double) clip.length() * to / clip.sampleRate()));
      assertStart(golden, got, expected, tolerance);
      checked++;
    }
    assertThat(checked).isPositive();
  }

  @Test
  void kernelsAndRatesOfTheExtendedSetEqualTheReference() {
    GoldenSuite golden = GoldenSuite.open("extended/resample");
    double tolerance = golden.tolerance("default", "atol");
    int kernels = 0;
    int rates = 0;
    for (String expected : golden.names("expect.")) {
      Matcher kernel =
          Pattern.compile("expect\\.kernel_(\\d+)_(\\d+)_first\\d+_phases").matcher(expected);
      Matcher rate =
          Pattern.compile(
                  "expect\\.r(\\d+)_(\\d+)_(default|kaiser_fadtk|stereo_left)(?:_first\\d+)?")
              .matcher(expected);
      if (kernel.matches()) {
        Resampler resampler =
            new Resampler(
                Integer.parseInt(kernel.group(1)),
                Integer.parseInt(kernel.group(2)),
                SincFilter.HANN);
        double[][] phases = golden.rows(expected);
        double[] got = new double[golden.tensor(expected).size()];
        for (int phase = 0; phase < phases.length; phase++) {
          double[] taps = GoldenSuite.doubles(resampler.kernel(phase));
          assertThat(taps).hasSameSizeAs(phases[phase]);
          System.arraycopy(taps, 0, got, phase * taps.length, taps.length);
        }
        golden.assertClose(got, expected, 1e-6, 0);
        kernels++;
      } else if (rate.matches()) {
        int from = Integer.parseInt(rate.group(1));
        SincFilter filter =
            rate.group(3).equals("kaiser_fadtk") ? SincFilter.KAISER_BEST : SincFilter.HANN;
        float[] got =
            new Resampler(from, Integer.parseInt(rate.group(2)), filter)
                .apply(input(golden, from, rate.group(3).equals("stereo_left")));
        assertStart(golden, got, expected, tolerance);
        rates++;
      }
    }
    assertThat(kernels).isPositive();
    assertThat(rates > 0 || golden.leftOut("input.pcm_44100_stereo")).isTrue();
  }

  /** The expected values are the first of ours: the rest of the sound may not be there. */
  private static void assertStart(
      GoldenSuite golden, float[] got, String expected, double tolerance) {
    int held = golden.tensor(expected).size();
    assertThat(got.length).as(expected).isGreaterThanOrEqualTo(held);
    golden.assertClose(Arrays.copyOf(got, held), expected, tolerance, 0);
  }

  private static float[] input(GoldenSuite golden, int rate, boolean left) {
    if (golden.has("input.mono_" + rate)) {
      return golden.tensor("input.mono_" + rate).toFloats();
    }
    AudioClip clip = clip(golden.tensor("input.pcm_" + rate + "_stereo"), rate);
    return left ? clip.channels()[0] : clip.toMono();
  }

  /** [samples][channels] as a clip. */
  private static AudioClip clip(Tensor pcm, int sampleRate) {
    float[] samples = GoldenSuite.samples(pcm);
    float[][] channels = new float[(int) pcm.shape()[1]][(int) pcm.shape()[0]];
    for (int i = 0; i < samples.length; i++) {
      channels[i % channels.length][i / channels.length] = samples[i];
    }
    return new AudioClip(channels, sampleRate);
  }

  /** The number after a word, as in "beta 14.77". */
  private static double number(String text, String word) {
    Matcher number =
        Pattern.compile(Pattern.quote(word) + "\\s*([0-9][0-9.]*(?:e-?[0-9]+)?)").matcher(text);
    assertThat(number.find()).as(word + " in: " + text).isTrue();
    return Double.parseDouble(number.group(1));
  }
}
