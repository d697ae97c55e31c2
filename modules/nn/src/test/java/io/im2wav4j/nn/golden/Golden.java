package io.im2wav4j.nn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.golden.GoldenSuite;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.weights.Weights;
import java.util.List;

/** A suite of reference numbers for what computes with the tensor engine. */
public final class Golden extends GoldenSuite {
  private Golden(String name) {
    super(name);
  }

  /** Opens "low-lm" or "extended/low_lm"; its test is skipped where a file is absent. */
  public static Golden open(String name) {
    return new Golden(name);
  }

  /** A tensor as an array. */
  public NDArray array(NDManager manager, String tensor) {
    return Weights.array(manager, tensor(tensor));
  }

  /** Loads all tensors that start with {@code prefix} (as in "model.") into a model, strictly. */
  public void load(Module model, String prefix) {
    List<String> names = names(prefix).stream().map(n -> n.substring(prefix.length())).toList();
    Weights.load(model, toString(), names, n -> tensor(prefix + n));
  }

  /** Largest difference over largest expected value must be at most {@code tolerance}. */
  public void assertRelative(NDArray actual, String expected, double tolerance) {
    assertRelative(doubles(actual), expected, tolerance);
  }

  /** L2 norm of the difference over that of the expected values: for gradients. */
  public void assertRelativeL2(NDArray actual, String expected, double tolerance) {
    assertRelativeL2(doubles(actual), expected, tolerance);
  }

  /** Every element: |got - expected| at most atol + rtol |expected|. */
  public void assertClose(NDArray actual, String expected, double atol, double rtol) {
    assertClose(doubles(actual), expected, atol, rtol);
  }

  /** Every element within the tolerance {@code kind} of the description. */
  public void assertClose(NDArray actual, String expected, String kind) {
    assertClose(doubles(actual), expected, kind);
  }

  /** An array's values as doubles. */
  public static double[] doubles(NDArray array) {
    return Weights.tensor(array).toDoubles();
  }
}
