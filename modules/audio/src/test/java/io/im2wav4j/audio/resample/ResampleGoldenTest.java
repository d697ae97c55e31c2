package io.im2wav4j.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.Goldens;
import io.im2wav4j.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ResampleGoldenTest {
  private static final String EXTENDED = "extended/resample";

  @Test
  void kaiserAndHannEqualTheReferenceAtEveryRate() {
    Map<String, Tensor> golden = Goldens.tensors("resample");
    JsonNode json = Goldens.json("resample");
    String source = json.path("source").asText();
    double tolerance = Goldens.number(json.path("tolerance").asText(), "");
    SincFilter kaiser =
        new SincFilter(
            (int) Goldens.number(source, "lowpass_filter_width"),
            Goldens.number(source, "rolloff"),
            Goldens.number(source, "beta"));
    SincFilter hann =
        new SincFilter(
            (int) Goldens.number(source, "hann, width"),
            Goldens.number(source.substring(source.indexOf("hann, width")), "rolloff"),
            0);
    assertThat(kaiser).isEqualTo(SincFilter.KAISER_BEST);
    AudioClip clip = Goldens.clip(golden.get("input.pcm16"), json.path("sample_rate").asInt());
    int checked = 0;
    for (Map.Entry<String, Tensor> expected : golden.entrySet()) {
      Matcher name = Pattern.compile("expect\\.(kaiser|hann)\\.(\\d+)").matcher(expected.getKey());
      if (name.matches()) {
        int to = Integer.parseInt(name.group(2));
        float[] got =
            Resampler.of(clip.sampleRate(), to, name.group(1).equals("kaiser") ? kaiser : hann)
                .apply(clip.toMono());
        Goldens.assertClose(got, expected.getValue().toFloats(), tolerance, 0, expected.getKey());
        assertThat(got).hasSize((int) Math.ceil((double) clip.length() * to / clip.sampleRate()));
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void extendedRatesEqualTheReference() {
    Map<String, Tensor> golden = Goldens.tensors(EXTENDED);
    double tolerance =
        Goldens.json(EXTENDED).path("tolerance").path("default").path("atol").asDouble(2e-5);
    int checked = 0;
    for (Map.Entry<String, Tensor> expected : golden.entrySet()) {
      Matcher name =
          Pattern.compile(
                  "expect\\.r(\\d+)_(\\d+)_(default|kaiser_fadtk|stereo_left)(?:_first\\d+)?")
              .matcher(expected.getKey());
      if (!name.matches()) {
        continue;
      }
      int from = Integer.parseInt(name.group(1));
      float[] input = input(golden, from, name.group(3).equals("stereo_left"));
      SincFilter filter =
          name.group(3).equals("kaiser_fadtk") ? SincFilter.KAISER_BEST : SincFilter.HANN;
      float[] want = expected.getValue().toFloats();
      float[] got = new Resampler(from, Integer.parseInt(name.group(2)), filter).apply(input);
      assertThat(got.length).isGreaterThanOrEqualTo(want.length);
      Goldens.assertClose(Arrays.copyOf(got, want.length), want, tolerance, 0, expected.getKey());
      checked++;
    }
    assertThat(checked).isPositive();
  }

  @Test
  void kernelsEqualTheReferencePhaseByPhase() {
    Map<String, Tensor> golden = Goldens.tensors(EXTENDED);
    int checked = 0;
    for (Map.Entry<String, Tensor> expected : golden.entrySet()) {
      Matcher name =
          Pattern.compile("expect\\.kernel_(\\d+)_(\\d+)_first\\d+_phases")
              .matcher(expected.getKey());
      if (name.matches()) {
        Resampler resampler =
            new Resampler(
                Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)), SincFilter.HANN);
        float[] all = expected.getValue().toFloats();
        int taps = (int) expected.getValue().shape()[1];
        for (int phase = 0; phase * taps < all.length; phase++) {
          Goldens.assertClose(
              resampler.kernel(phase),
              Arrays.copyOfRange(all, phase * taps, (phase + 1) * taps),
              1e-6,
              0,
              "phase " + phase);
          checked++;
        }
      }
    }
    assertThat(checked).isPositive();
  }

  private static float[] input(Map<String, Tensor> golden, int rate, boolean left) {
    Tensor mono = golden.get("input.mono_" + rate);
    if (mono != null) {
      return mono.toFloats();
    }
    AudioClip clip = Goldens.clip(golden.get("input.pcm_" + rate + "_stereo"), rate);
    return left ? clip.channels()[0] : clip.toMono();
  }
}
