package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * y = x w + b on the last axis. {@code w} [in, out] as the published models keep it, {@code b}
 * [out].
 */
final class Projection extends Module {
  private final NDArray weight;
  private final NDArray bias;

  Projection(ParameterFactory make, int in, int out, double deviation) {
    this.weight = parameter("w", make.normal(deviation, in, out));
    this.bias = parameter("b", make.zeros(out));
  }

  /** [..., in] becomes [..., out]. */
  NDArray forward(NDArray x) {
    return ai.djl.nn.core.Linear.linear(x, weight.transpose(), bias).singletonOrThrow();
  }
}
