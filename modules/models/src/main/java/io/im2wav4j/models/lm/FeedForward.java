package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
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
    if (!JniUtils.isGradMode()) {
      return out.forward(Activations.quickGelu(hidden.forward(x)));
    }
    // The factor is on the weights, which are fewer than the values of a batch.
    double factor = Activations.QUICK_GELU;
    NDArray scaled = Activations.silu(hidden.forward(x, factor, factor));
    return out.forward(scaled, 1 / factor, 1);
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
