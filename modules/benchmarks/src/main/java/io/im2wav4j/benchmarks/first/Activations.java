package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.layer.Scalars;

/** Elementwise functions that DJL lacks. */
final class Activations {
  private Activations() {}

  /** x sigmoid(1.702 x), the approximation of GELU that CLIP and Im2Wav were trained with. */
  public static NDArray quickGelu(NDArray x) {
    return x.mul(Activation.sigmoid(Scalars.mul(x, 1.702)));
  }
}
