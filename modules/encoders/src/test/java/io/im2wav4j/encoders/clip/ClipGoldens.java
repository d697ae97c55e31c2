package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.nn.golden.Golden;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** What the CLIP golden tests share: finding pictures, filled weights, comparing grey levels. */
final class ClipGoldens {
  private ClipGoldens() {}

  /** The strings of a JSON array. */
  static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(node -> all.add(node.asText()));
    return all;
  }

  /** The named pictures, from the first folder that has the first of them. */
  static List<BufferedImage> pictures(List<String> names, Path... folders) {
    List<BufferedImage> all = new ArrayList<>();
    for (Path folder : folders) {
      if (all.isEmpty() && Files.exists(folder.resolve(names.get(0)))) {
        names.forEach(name -> all.add(PictureFile.read(folder.resolve(name))));
      }
    }
    assumeTrue(!all.isEmpty(), () -> "golden pictures absent: " + names);
    return all;
  }

  /** Squares of pictures as one normalised batch. */
  static NDArray batch(NDManager manager, List<Pixels> squares) {
    int size = squares.get(0).width();
    FloatBuffer planes = FloatBuffer.allocate(squares.size() * 3 * size * size);
    squares.forEach(square -> planes.put(ClipPreprocessing.planes(square)));
    return manager.create(planes.flip(), new Shape(squares.size(), 3, size, size));
  }

  /** Expected bytes [size, size, 3] as a picture. */
  static Pixels pixels(byte[] rgb) {
    int size = (int) Math.round(Math.sqrt(rgb.length / 3.0));
    return Pixels.of(size, size, Pixels.Form.RGB, rgb);
  }

  /** A tensor's bytes. */
  static byte[] bytes(Tensor tensor) {
    ByteBuffer data = tensor.data().duplicate();
    byte[] out = new byte[data.remaining()];
    data.get(out);
    return out;
  }

  /** No byte off by more than {@code worst}, on average by less than {@code mean}. */
  static void assertLevels(byte[] got, byte[] expected, int worst, double mean, String what) {
    assertThat(got).as(what).hasSameSizeAs(expected);
    int largest = 0;
    double sum = 0;
    for (int i = 0; i < got.length; i++) {
      int d = Math.abs((got[i] & 0xFF) - (expected[i] & 0xFF));
      largest = Math.max(largest, d);
      sum += d;
    }
    assertThat(largest).as(what + ": largest difference").isLessThanOrEqualTo(worst);
    assertThat(sum / got.length).as(what + ": mean difference").isLessThanOrEqualTo(mean);
  }

  /** The tensors of a golden whose weights are given by a formula, by name. */
  static LongFunction<Tensor> filled(JsonNode weights) {
    long seed = weights.path("seed").asLong();
    List<JsonNode> all = new ArrayList<>();
    weights.path("tensors").forEach(all::add);
    return which -> {
      JsonNode t = all.get((int) which);
      long[] shape = new long[t.path("shape").size()];
      long size = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = t.path("shape").get(i).asLong();
        size *= shape[i];
      }
      long base = (seed << 48) ^ (t.path("index").asLong() << 36);
      double offset = t.path("offset").asDouble();
      double scale = t.path("scale").asDouble();
      float[] values = new float[Math.toIntExact(size)];
      for (int i = 0; i < values.length; i++) {
        long z = (base ^ i) + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        values[i] = (float) (offset + scale * (2 * ((z >>> 40) * 0x1p-24) - 1));
      }
      return Tensor.of(values, shape);
    };
  }

  /** Two vectors' cosine. */
  static double cosine(double[] a, double[] b, int from, int to) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = from; i < to; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }

  /** The folder of the extended goldens. */
  static Path extended() {
    return Golden.folder().resolve("extended");
  }
}
