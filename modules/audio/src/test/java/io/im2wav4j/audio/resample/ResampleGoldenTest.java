package io.im2wav4j.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResampleGoldenTest {
  private static final Path GOLDENS = Path.of(System.getProperty("goldens", "../shared/goldens"));

  private static Map<String, Tensor> open(String name) {
    Path file = GOLDENS.resolve(name + ".safetensors");
    assumeTrue(Files.exists(file), () -> "golden file absent: " + name);
    return SafetensorsReader.readAll(file);
  }

  /** [samples][channels] integers to the mean of the channels. */
  private static float[] mono(Tensor pcm) {
    int channels = (int) pcm.shape()[1];
    int[] values = pcm.toInts();
    float[] mean = new float[values.length / channels];
    for (int i = 0; i < mean.length; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += values[i * channels + c] / 32768f;
      }
      mean[i] = sum / channels;
    }
    return mean;
  }

  private static void assertClose(float[] got, float[] want, double tolerance, String what) {
    assertThat(got).as(what).hasSameSizeAs(want);
    double worst = 0;
    for (int i = 0; i < want.length; i++) {
      worst = Math.max(worst, Math.abs(got[i] - want[i]));
    }
    assertThat(worst).as(what).isLessThanOrEqualTo(tolerance);
  }

  @Test
  void kaiserAndHannEqualTheReferenceAtEveryRate() {
    Map<String, Tensor> golden = open("resample");
    JsonNode json = Json.read(GOLDENS.resolve("resample.json"), JsonNode.class);
    float[] mono = mono(golden.get("input.pcm16"));
    int from = json.path("sample_rate").asInt(44100);
    long checked =
        golden.keySet().stream()
            .filter(name -> name.startsWith("expect."))
            .peek(
                name -> {
                  String[] parts = name.split("\\.");
                  SincFilter filter =
                      parts[1].equals("kaiser") ? SincFilter.KAISER_BEST : SincFilter.HANN;
                  int to = Integer.parseInt(parts[2]);
                  assertClose(
                      new Resampler(from, to, filter).apply(mono),
                      golden.get(name).toFloats(),
                      1e-5,
                      name);
                })
            .count();
    assertThat(checked).isPositive();
  }

  @Test
  void extendedRatesAndKernelsEqualTheReference() {
    Map<String, Tensor> golden = open("extended/resample");
    float[] mono = mono(golden.get("input.pcm_44100_stereo"));
    float[] low = golden.get("input.mono_16000").toFloats();
    Resampler hann = new Resampler(44100, 16000, SincFilter.HANN);
    double tolerance = 2e-5;
    assertClose(
        hann.apply(mono),
        golden.get("expect.r44100_16000_default").toFloats(),
        tolerance,
        "44100 to 16000");
    assertClose(
        new Resampler(16000, 32000, SincFilter.HANN).apply(low),
        golden.get("expect.r16000_32000_default").toFloats(),
        tolerance,
        "16000 to 32000");
    float[] first = golden.get("expect.r16000_22050_default_first4000").toFloats();
    float[] up = new Resampler(16000, 22050, SincFilter.HANN).apply(low);
    assertClose(Arrays.copyOf(up, first.length), first, tolerance, "16000 to 22050");
    assertClose(
        new Resampler(44100, 16000, SincFilter.KAISER_BEST).apply(mono),
        golden.get("expect.r44100_16000_kaiser_fadtk").toFloats(),
        tolerance,
        "Kaiser");
    Tensor kernels = golden.get("expect.kernel_44100_16000_first8_phases");
    int taps = (int) kernels.shape()[1];
    for (int phase = 0; phase < kernels.shape()[0]; phase++) {
      float[] want = Arrays.copyOfRange(kernels.toFloats(), phase * taps, (phase + 1) * taps);
      assertClose(hann.kernel(phase), want, 1e-6, "kernel " + phase);
    }
  }

  @Test
  void theNumberOfSamplesIsTheCeilingOfTheRatio() {
    for (int n : new int[] {1, 7, 441, 44100, 44101}) {
      assertThat(new Resampler(44100, 16000, SincFilter.HANN).apply(new float[n]))
          .hasSize((int) Math.ceil(n * 16000.0 / 44100));
    }
  }
}
