package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** Layer normalisation of the last axis, epsilon 1e-5. {@code weight} and {@code bias} [width]. */
final class LayerNorm extends Module {
  private static final float EPSILON = 1e-5f;

  private final NDArray weight;
  private final NDArray bias;
  private final Shape normalized;

  /** Scale 1, offset 0. */
  public LayerNorm(ParameterFactory make, int width) {
    this.weight = parameter("weight", make.ones(width));
    this.bias = parameter("bias", make.zeros(width));
    this.normalized = new Shape(width);
  }

  /** [..., width] keeps its shape. */
  public NDArray forward(NDArray x) {
    return ai.djl.nn.norm.LayerNorm.layerNorm(x, normalized, weight, bias, EPSILON)
        .singletonOrThrow();
  }
}
