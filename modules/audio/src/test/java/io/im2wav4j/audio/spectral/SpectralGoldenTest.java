package io.im2wav4j.audio.spectral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.Goldens;
import io.im2wav4j.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The front ends of published networks, put together from this package. */
class SpectralGoldenTest {

  @Test
  void magnitudesEqualTheReferenceAtEverySetting() {
    Map<String, Tensor> golden = Goldens.tensors("extended/spectral_losses");
    JsonNode tolerance = Goldens.json("extended/spectral_losses").path("tolerance").path("default");
    float[] wave = golden.get("input.x_in").toFloats();
    int checked = 0;
    for (Map.Entry<String, Tensor> expected : golden.entrySet()) {
      Matcher name =
          Pattern.compile("expect\\.mag_(\\d+)_(\\d+)_(\\d+)_first(\\d+)")
              .matcher(expected.getKey());
      if (name.matches()) {
        StftConfig config =
            new StftConfig(
                Integer.parseInt(name.group(1)),
                Integer.parseInt(name.group(2)),
                Integer.parseInt(name.group(3)),
                Window.HANN_PERIODIC,
                true);
        float[][] got =
            new Stft(config).magnitude(Arrays.copyOf(wave, Integer.parseInt(name.group(4))));
        Goldens.assertClose(
            byBin(got),
            expected.getValue().toFloats(),
            tolerance.path("atol").asDouble(),
            tolerance.path("rtol").asDouble(),
            expected.getKey());
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void powerEqualsWav2ClipsSpectrogram() {
    Map<String, Tensor> golden = Goldens.tensors("extended/wav2clip");
    Tensor pcm = golden.get("input.pcm");
    float[] all = Goldens.samples(pcm);
    float[] want = golden.get("expect.spectrogram").toFloats();
    int items = (int) pcm.shape()[0];
    int length = (int) pcm.shape()[1];
    Stft stft = new Stft(new StftConfig(512, 353, 512, Window.HANN_PERIODIC, true));
    for (int i = 0; i < items; i++) {
      float[] item =
          Arrays.copyOfRange(want, i * want.length / items, (i + 1) * want.length / items);
      float max = 0;
      for (float v : item) {
        max = Math.max(max, v);
      }
      Goldens.assertClose(
          byBin(stft.power(Arrays.copyOfRange(all, i * length, (i + 1) * length))),
          item,
          1e-6 * max,
          1e-3,
          "item " + i);
    }
  }

  @Test
  void logMelEqualsVggish() {
    Map<String, Tensor> golden = Goldens.tensors("extended/vggish");
    JsonNode tolerance = Goldens.json("extended/vggish").path("tolerance").path("log_mel");
    LogMelSpectrogram vggish =
        new LogMelSpectrogram(
            new StftConfig(512, 160, 400, Window.HANN_PERIODIC, false),
            new MelConfig(16000, 64, 125, 7500, MelScale.HTK, MelConfig.Slopes.MEL, false),
            false,
            0.01);
    Tensor expected = golden.get("expect.log_mel_examples");
    float[][] got = vggish.apply(Goldens.samples(golden.get("input.pcm")));
    long frames = expected.shape()[0] * expected.shape()[2];
    assertThat(got.length).isGreaterThanOrEqualTo((int) frames);
    Goldens.assertClose(
        byFrame(Arrays.copyOf(got, (int) frames)),
        expected.toFloats(),
        tolerance.path("atol").asDouble(),
        tolerance.path("rtol").asDouble(),
        "log-mel");
  }

  @Test
  void logMelEqualsPasst() {
    Map<String, Tensor> golden = Goldens.tensors("passt");
    LogMelSpectrogram passt =
        new LogMelSpectrogram(
            new StftConfig(1024, 320, 800, Window.HANN_SYMMETRIC, true),
            new MelConfig(32000, 128, 0, 15000, MelScale.HTK, MelConfig.Slopes.MEL, false),
            true,
            1e-5);
    int checked = 0;
    for (Map.Entry<String, Tensor> input : golden.entrySet()) {
      if (!input.getKey().startsWith("input.wave32k.")) {
        continue;
      }
      float[] wave = input.getValue().toFloats();
      float[] emphasized = new float[wave.length - 1];
      for (int i = 0; i < emphasized.length; i++) {
        emphasized[i] = wave[i + 1] - 0.97f * wave[i];
      }
      float[][] got = passt.apply(emphasized);
      Tensor sample = golden.get(input.getKey().replace("input.wave32k.", "expect.mel_sample."));
      int bands = (int) sample.shape()[1];
      int frames = (int) sample.shape()[2];
      float[] every = new float[bands * frames];
      for (int b = 0; b < bands; b++) {
        for (int t = 0; t < frames; t++) {
          every[b * frames + t] = (got[10 * t][4 * b] + 4.5f) / 5;
        }
      }
      Goldens.assertClose(every, sample.toFloats(), 1e-3, 0, input.getKey());
      checked++;
    }
    assertThat(checked).isPositive();
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
