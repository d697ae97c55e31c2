package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** {@code c_fc}, quick-GELU, {@code c_proj}. */
final class FeedForward extends Module {
  private final Projection hidden;
  private final Projection out;

  FeedForward(ParameterFactory make, int width, int state, double deviation) {
    this.hidden = child("c_fc", new Projection(make, width, state, deviation));
    this.out = child("c_proj", new Projection(make, state, width, deviation));
  }

  /** [..., width] keeps its shape. */
  NDArray forward(NDArray x) {
    return out.forward(Activations.quickGelu(hidden.forward(x)));
  }
}
