package io.im2wav4j.nn.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The weights of a big network, which the goldens give by a formula instead of storing them. Two
 * formulas are in use; the description says which.
 */
public final class FilledWeights implements TensorFile {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final boolean byName;
  private final long seed;
  private final Map<String, JsonNode> tensors = new LinkedHashMap<>();

  private FilledWeights(boolean byName, long seed, JsonNode list) {
    this.byName = byName;
    this.seed = seed;
    list.forEach(t -> tensors.put(t.path("name").asText(), t));
  }

  /** Of a description with {@code weights.formula}, or with {@code weight_rule}. */
  public static FilledWeights of(JsonNode json) {
    return json.has("weight_rule")
        ? new FilledWeights(true, json.path("seed").asLong(), json.path("weights"))
        : indexed(json.path("weights"));
  }

  /** Of a node with {@code seed} and {@code tensors}, each with its index. */
  public static FilledWeights indexed(JsonNode weights) {
    return new FilledWeights(false, weights.path("seed").asLong(), weights.path("tensors"));
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public long[] shape(String name) {
    JsonNode shape = tensors.get(name).path("shape");
    long[] out = new long[shape.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = shape.get(i).asLong();
    }
    return out;
  }

  @Override
  public Tensor get(String name) {
    JsonNode t = tensors.get(name);
    long[] shape = shape(name);
    long size = 1;
    for (long s : shape) {
      size *= s;
    }
    float[] values = new float[Math.toIntExact(size)];
    double offset = t.path("offset").asDouble();
    double scale = t.path("scale").asDouble();
    long base =
        byName
            ? fnv1a(name) + seed * GOLDEN_RATIO
            : (seed << 48) ^ (t.path("index").asLong() << 36);
    IntStream.range(0, values.length)
        .parallel()
        .forEach(
            i ->
                values[i] =
                    byName
                        ? mixed(base + (i + 1) * GOLDEN_RATIO, (float) scale, (float) offset)
                        : (float) (offset + scale * (2 * unit((base ^ i) + GOLDEN_RATIO) - 1)));
    return Tensor.of(values, shape);
  }

  /** Rounded to float after each operation. */
  private static float mixed(long z, float scale, float offset) {
    float u = (float) (bits(z) * 0x1p-23 - 1);
    return u * scale + offset;
  }

  private static double unit(long z) {
    return bits(z) * 0x1p-24;
  }

  private static long bits(long seed) {
    long z = seed;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 40;
  }

  private static long fnv1a(String name) {
    long h = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xFF)) * 0x100000001b3L;
    }
    return h;
  }

  @Override
  public void close() {}
}
