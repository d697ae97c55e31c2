package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.script.ScriptFunction;

/** Elementwise functions that DJL lacks. */
public final class Activations {
  /** The factor inside of {@link #quickGelu}. */
  public static final double QUICK_GELU = 1.702;

  private static final ScriptFunction SILU = ScriptFunction.of("x", "return torch.silu(x)");
  private static final ScriptFunction RELU = ScriptFunction.of("x", "return torch.relu_(x)");

  private Activations() {}

  /**
   * x sigmoid(x): 1.702 times {@link #quickGelu} of x / 1.702, in one pass forward and one back
   * where that takes three and five.
   */
  public static NDArray silu(NDArray x) {
    return SILU.apply(x);
  }

  /**
   * The larger of x and 0, written over x, which must be the result of an operation whose gradient
   * does not need it (a convolution's or a product's). Gradients flow.
   */
  public static NDArray reluInPlace(NDArray x) {
    return RELU.apply(x);
  }

  /** x sigmoid(1.702 x), the approximation of GELU that CLIP and Im2Wav were trained with. */
  public static NDArray quickGelu(NDArray x) {
    return x.mul(Activation.sigmoid(ScalarConstants.mul(x, QUICK_GELU)));
  }
}
