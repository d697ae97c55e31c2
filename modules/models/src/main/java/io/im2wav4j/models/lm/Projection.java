package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.OneDnnLinear;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.ScalarConstants;

/**
 * y = x w + b on the last axis. {@code w} [in, out] as the published models keep it, {@code b}
 * [out].
 */
public final class Projection extends Module {
  private final NDArray weight;
  private final NDArray bias;

  Projection(ParameterFactory make, int in, int out, double deviation) {
    this.weight = parameter("w", make.normal(deviation, in, out));
    this.bias = parameter("b", make.zeros(out));
  }

  /** [..., in] becomes [..., out]. */
  public NDArray forward(NDArray x) {
    return OneDnnLinear.of(x, weight.transpose(), bias);
  }

  /** {@code input} x w + {@code output} b: as if input and output were scaled. */
  NDArray forward(NDArray x, double input, double output) {
    return OneDnnLinear.of(
        x,
        ScalarConstants.mul(weight, input).transpose(),
        output == 1 ? bias : ScalarConstants.mul(bias, output));
  }

  /** The matrix [in, out]. */
  public NDArray weight() {
    return weight;
  }

  /** The offset [out]. */
  public NDArray bias() {
    return bias;
  }
}
