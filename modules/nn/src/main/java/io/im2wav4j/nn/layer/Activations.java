package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.script.ScriptFunction;

/** Elementwise functions that DJL lacks. */
public final class Activations {
  private static final ScriptFunction RELU = ScriptFunction.of("x", "return torch.relu_(x)");

  private Activations() {}

  /**
   * The larger of x and 0, written over x, which must be the result of an operation whose gradient
   * does not need it (a convolution's or a product's). Gradients flow.
   */
  public static NDArray reluInPlace(NDArray x) {
    return RELU.apply(x);
  }

  /** x sigmoid(1.702 x), the approximation of GELU that CLIP and Im2Wav were trained with. */
  public static NDArray quickGelu(NDArray x) {
    return x.mul(Activation.sigmoid(Scalars.mul(x, 1.702)));
  }
}
