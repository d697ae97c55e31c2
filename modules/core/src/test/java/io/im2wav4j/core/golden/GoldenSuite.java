package io.im2wav4j.core.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pair of files in the {@linkplain GoldenFolder folder}: NAME.json says how the numbers were
 * made, NAME.safetensors holds {@code model.*}, {@code input.*} and {@code expect.*}.
 *
 * <p>A cut of a suite holds less, and its description says what, in {@code cut}: {@code without}
 * names what is left out, with the reason; a tensor in {@code padded} is to be filled up with zeros
 * to the shape given there; of a tensor X with a companion {@code rows.X} only those rows of its
 * last axis are there.
 */
public class GoldenSuite {
  private final String name;
  private final JsonNode json;
  private final Map<String, Tensor> tensors;

  /** Opens "low-lm" or "extended/low_lm"; its test is skipped where a file is absent. */
  protected GoldenSuite(String name) {
    this.name = name;
    this.json = GoldenFolder.json(name);
    this.tensors =
        new LinkedHashMap<>(SafetensorsReader.readAll(GoldenFolder.file(name + ".safetensors")));
    for (Map.Entry<String, JsonNode> e : json.at("/cut/padded").properties()) {
      tensors.computeIfPresent(e.getKey(), (n, held) -> padded(held, longs(e.getValue())));
    }
  }

  /** Opens "low-lm" or "extended/low_lm"; its test is skipped where a file is absent. */
  public static GoldenSuite open(String name) {
    return new GoldenSuite(name);
  }

  private static long[] longs(JsonNode array) {
    long[] out = new long[array.size()];
    Arrays.setAll(out, i -> array.get(i).asLong());
    return out;
  }

  /** Fills up the last axis; the others are whole. */
  private static Tensor padded(Tensor held, long[] shape) {
    int bytes = held.type().bytes();
    int last = shape.length - 1;
    int width = Math.toIntExact(held.shape()[last]) * bytes;
    int wide = Math.toIntExact(shape[last]) * bytes;
    int rows = held.data().remaining() / width;
    ByteBuffer out = ByteBuffer.allocate(rows * wide);
    for (int r = 0; r < rows; r++) {
      out.put(r * wide, held.data(), r * width, width);
    }
    return new Tensor(held.type(), shape, out);
  }

  /** The description. */
  public JsonNode json() {
    return json;
  }

  /** The configuration in the description. */
  public JsonNode config() {
    return json.path("config");
  }

  /** All tensors by full name. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** The names that start with {@code prefix}; fails the test where there are none. */
  public List<String> names(String prefix) {
    List<String> found = tensors.keySet().stream().filter(n -> n.startsWith(prefix)).toList();
    assertThat(found).as(name + ": tensors " + prefix + "*").isNotEmpty();
    return found;
  }

  /** Whether a tensor is there. */
  public boolean has(String tensor) {
    return tensors.containsKey(tensor);
  }

  /** A tensor; fails the test where it is missing. */
  public Tensor tensor(String tensor) {
    assertThat(tensors).as(name).containsKey(tensor);
    return tensors.get(tensor);
  }

  /** The one number of a tensor. */
  public double scalar(String tensor) {
    double[] values = tensor(tensor).toDoubles();
    assertThat(values).as(name + " " + tensor).hasSize(1);
    return values[0];
  }

  /** A tensor [N][...] as N rows. */
  public double[][] rows(String tensor) {
    double[] flat = tensor(tensor).toDoubles();
    double[][] rows = new double[Math.toIntExact(tensor(tensor).shape()[0])][];
    int width = flat.length / rows.length;
    Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
    return rows;
  }

  /** Whether this is a cut that leaves out a tensor or file, and says so. */
  public boolean leftOut(String what) {
    return json.at("/cut/without").has(what);
  }

  /** Skips the test where the cut leaves out one of these, with the cut's reason. */
  public void need(String... what) {
    for (String one : what) {
      assumeFalse(
          leftOut(one),
          () -> name + " is cut: no " + one + ", " + json.at("/cut/without").path(one).asText());
    }
  }

  /** The tolerance of one kind, part "atol" or "rtol"; absent is 0. */
  public double tolerance(String kind, String part) {
    JsonNode node = json.path("tolerance").path(kind);
    assertThat(node.has("atol") || node.has("rtol")).as(name + " tolerance " + kind).isTrue();
    return node.path(part).asDouble();
  }

  /**
   * A tolerance that the description states in words.
   *
   * @param phrase with # in place of the number, as in "# relative on losses"
   * @param otherwise where the words are others
   */
  public double stated(String phrase, double otherwise) {
    String pattern = Pattern.quote(phrase).replace("#", "\\E([0-9][0-9.]*(?:e-?[0-9]+)?)\\Q");
    Matcher number = Pattern.compile(pattern).matcher(json.path("tolerance").asText());
    return number.find() ? Double.parseDouble(number.group(1)) : otherwise;
  }

  /** Of all values those that the suite holds of {@code expected}. */
  private double[] held(double[] all, String expected) {
    if (!has("rows." + expected)) {
      return all;
    }
    long[] shape = tensor(expected).shape();
    int width = Math.toIntExact(shape[shape.length - 1]);
    int[] rows = tensor("rows." + expected).toInts();
    // A cut holds the last row of all, which proves the size.
    assertThat(all).as(expected).hasSize((rows[rows.length - 1] + 1) * width);
    double[] out = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, rows[i] * width, out, i * width, width);
    }
    return out;
  }

  /** Largest difference over largest expected value must be at most {@code tolerance}. */
  public void assertRelative(double[] actual, String expected, double tolerance) {
    double[] want = tensor(expected).toDoubles();
    double[] got = held(actual, expected);
    assertThat(got).as(expected).hasSameSizeAs(want);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < want.length; i++) {
      largest = Math.max(largest, Math.abs(want[i]));
      double d = Math.abs(want[i] - got[i]);
      difference = Math.max(difference, Double.isNaN(d) ? Double.POSITIVE_INFINITY : d);
    }
    assertThat(difference / Math.max(largest, Double.MIN_NORMAL))
        .as(name + " " + expected)
        .isLessThanOrEqualTo(tolerance);
  }

  /**
   * The L2 norm of the difference over that of the expected values must be at most {@code
   * tolerance}. For gradients: a rectifier whose input is zero but for rounding passes or not, by
   * processor, and moves single values far more than the whole.
   */
  public void assertRelativeL2(double[] actual, String expected, double tolerance) {
    double[] want = tensor(expected).toDoubles();
    double[] got = held(actual, expected);
    assertThat(got).as(expected).hasSameSizeAs(want);
    double squares = 0;
    double apart = 0;
    for (int i = 0; i < want.length; i++) {
      squares += want[i] * want[i];
      apart += (want[i] - got[i]) * (want[i] - got[i]);
    }
    assertThat(Math.sqrt(apart) / Math.max(Math.sqrt(squares), Double.MIN_NORMAL))
        .as(name + " " + expected + ", relative L2")
        .isLessThanOrEqualTo(tolerance);
  }

  /** Every element: |got - expected| at most atol + rtol |expected|. */
  public void assertClose(double[] actual, String expected, double atol, double rtol) {
    double[] want = tensor(expected).toDoubles();
    double[] got = held(actual, expected);
    assertThat(got).as(expected).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++) {
      double d = Math.abs(want[i] - got[i]);
      assertThat(d <= atol + rtol * Math.abs(want[i]) || want[i] == got[i])
          .as("%s %s[%d]: expected %s, got %s", name, expected, i, want[i], got[i])
          .isTrue();
    }
  }

  /** Every element within the tolerance {@code kind} of the description. */
  public void assertClose(double[] actual, String expected, String kind) {
    assertClose(actual, expected, tolerance(kind, "atol"), tolerance(kind, "rtol"));
  }

  /** The same of floats. */
  public void assertClose(float[] actual, String expected, double atol, double rtol) {
    assertClose(doubles(actual), expected, atol, rtol);
  }

  /** Widens. */
  public static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    Arrays.setAll(out, i -> values[i]);
    return out;
  }

  /** 16-bit integers, or floats, as samples in -1 to 1. */
  public static float[] samples(Tensor sound) {
    float[] out = sound.toFloats();
    if (sound.type() == ElementType.I16 || sound.type() == ElementType.I32) {
      for (int i = 0; i < out.length; i++) {
        out[i] /= 32768f;
      }
    }
    return out;
  }

  @Override
  public String toString() {
    return name;
  }
}
