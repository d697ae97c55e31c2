package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Activations;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** {@code c_fc}, quick-GELU, {@code c_proj}. */
public final class FeedForward extends Module {
  private final Projection hidden;
  private final Projection out;

  FeedForward(ParameterFactory make, int width, int state, double deviation) {
    this.hidden = child("c_fc", new Projection(make, width, state, deviation));
    this.out = child("c_proj", new Projection(make, state, width, deviation));
  }

  /** [..., width] keeps its shape. */
  public NDArray forward(NDArray x) {
    return out.forward(Activations.quickGelu(hidden.forward(x)));
  }

  /** The first layer. */
  public Projection hidden() {
    return hidden;
  }

  /** The second layer. */
  public Projection out() {
    return out;
  }
}
