package io.im2wav4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reference numbers of this module's golden tests. */
public final class Goldens {
  private static final Path FOLDER = Path.of(System.getProperty("goldens", "../shared/goldens"));

  private Goldens() {}

  /** The tensors of a golden; its test is skipped where the file is absent. */
  public static Map<String, Tensor> tensors(String name) {
    Path file = FOLDER.resolve(name + ".safetensors");
    assumeTrue(Files.exists(file), () -> "golden file absent: " + name);
    return SafetensorsReader.readAll(file);
  }

  /** What is said beside the tensors. */
  public static JsonNode json(String name) {
    return Json.read(FOLDER.resolve(name + ".json"), JsonNode.class);
  }

  /** The number after {@code word} in a text such as "beta 14.77" or "1e-5 absolute" (no word). */
  public static double number(String text, String word) {
    Matcher number =
        Pattern.compile(Pattern.quote(word) + "\\s*([0-9][0-9.]*(?:e-?[0-9]+)?)").matcher(text);
    assertThat(number.find()).as(word + " in: " + text).isTrue();
    return Double.parseDouble(number.group(1));
  }

  /** 16-bit integers as samples. */
  public static float[] samples(Tensor pcm) {
    int[] values = pcm.toInts();
    float[] samples = new float[values.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = values[i] / 32768f;
    }
    return samples;
  }

  /** [samples][channels] 16-bit integers as a clip. */
  public static AudioClip clip(Tensor pcm, int sampleRate) {
    float[] samples = samples(pcm);
    float[][] channels = new float[(int) pcm.shape()[1]][(int) pcm.shape()[0]];
    for (int i = 0; i < samples.length; i++) {
      channels[i % channels.length][i / channels.length] = samples[i];
    }
    return new AudioClip(channels, sampleRate);
  }

  /** Checks |got - want| <= atol + rtol |want|. */
  public static void assertClose(float[] got, float[] want, double atol, double rtol, String what) {
    assertThat(got).as(what).hasSameSizeAs(want);
    int worst = -1;
    double excess = 0;
    for (int i = 0; i < want.length; i++) {
      double over = Math.abs((double) got[i] - want[i]) - atol - rtol * Math.abs(want[i]);
      // Not "over > excess": a NaN must fail.
      if (!(over <= excess)) {
        worst = i;
        excess = over;
      }
    }
    assertThat(worst)
        .as(what + (worst < 0 ? "" : ": got " + got[worst] + ", want " + want[worst]))
        .isNegative();
  }
}
