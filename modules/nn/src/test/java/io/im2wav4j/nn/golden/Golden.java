package io.im2wav4j.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One file pair of the golden folder (system property {@code goldens}): NAME.json says how the
 * numbers were made, NAME.safetensors holds {@code model.*}, {@code input.*} and {@code expect.*}.
 * A test whose file is absent is skipped by name.
 */
public final class Golden {
  private final String name;
  private final JsonNode json;
  private final Map<String, Tensor> tensors;

  private Golden(String name, JsonNode json, Map<String, Tensor> tensors) {
    this.name = name;
    this.json = json;
    this.tensors = tensors;
  }

  /** The folder of goldens. */
  public static Path folder() {
    return Path.of(System.getProperty("goldens", "../shared/goldens"));
  }

  /**
   * Opens {@code name}, for example "low-lm" or "extended/low_lm"; skips the test where it is
   * absent.
   */
  public static Golden open(String name) {
    Path json = folder().resolve(name + ".json");
    Path data = folder().resolve(name + ".safetensors");
    assumeTrue(Files.exists(json) && Files.exists(data), () -> "golden file absent: " + name);
    return new Golden(name, Json.read(json, JsonNode.class), SafetensorsReader.readAll(data));
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

  /** Whether a tensor is there. */
  public boolean has(String tensor) {
    return tensors.containsKey(tensor);
  }

  /** A tensor; fails the test where it is missing. */
  public Tensor tensor(String tensor) {
    assertThat(tensors).as(name).containsKey(tensor);
    return tensors.get(tensor);
  }

  /** A tensor as an array. */
  public NDArray array(NDManager manager, String tensor) {
    return Weights.array(manager, tensor(tensor));
  }

  /** Loads all tensors that start with {@code prefix} (as in "model.") into a model, strictly. */
  public void load(Module model, String prefix) {
    List<String> names =
        tensors.keySet().stream()
            .filter(n -> n.startsWith(prefix))
            .map(n -> n.substring(prefix.length()))
            .toList();
    Weights.load(model, name, names, n -> tensors.get(prefix + n));
  }

  /** Largest difference over largest expected value must be at most {@code tolerance}. */
  public void assertRelative(NDArray actual, String expected, double tolerance) {
    double[] want = tensor(expected).toDoubles();
    double[] got = doubles(actual);
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

  /** Every element: |got - expected| at most atol + rtol |expected|. */
  public void assertClose(NDArray actual, String expected, double atol, double rtol) {
    assertClose(doubles(actual), expected, atol, rtol);
  }

  /** Every element: |got - expected| at most atol + rtol |expected|. */
  public void assertClose(double[] got, String expected, double atol, double rtol) {
    double[] want = tensor(expected).toDoubles();
    assertThat(got).as(expected).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++) {
      double d = Math.abs(want[i] - got[i]);
      assertThat(d <= atol + rtol * Math.abs(want[i]) || want[i] == got[i])
          .as("%s %s[%d]: expected %s, got %s", name, expected, i, want[i], got[i])
          .isTrue();
    }
  }

  /** An array's values as doubles. */
  public static double[] doubles(NDArray array) {
    return Weights.tensor(array).toDoubles();
  }

  @Override
  public String toString() {
    return name;
  }
}
