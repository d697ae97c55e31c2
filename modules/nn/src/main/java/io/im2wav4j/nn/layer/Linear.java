package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;

/** y = x W^T + b on the last axis. {@code weight} [out, in], {@code bias} [out]. */
public final class Linear extends Module {
  private final NDArray weight;
  private final NDArray bias;

  /** A layer with PyTorch's default initial values. */
  public Linear(ParameterFactory make, int in, int out) {
    this.weight = parameter("weight", make.fanIn(in, out, in));
    this.bias = parameter("bias", make.fanIn(in, out));
  }

  /** [..., in] becomes [..., out]. */
  public NDArray forward(NDArray x) {
    return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
  }

  /** The matrix [out, in]. */
  public NDArray weight() {
    return weight;
  }

  /** The offset [out]. */
  public NDArray bias() {
    return bias;
  }
}
