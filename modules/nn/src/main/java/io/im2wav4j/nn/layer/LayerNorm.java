package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Layer normalisation of the last axis. {@code weight} and {@code bias} [width]. */
public final class LayerNorm extends Module {
  private static final float EPSILON = 1e-5f;

  private final NDArray weight;
  private final NDArray bias;
  private final Shape normalized;
  private final float epsilon;

  /** Scale 1, offset 0, epsilon 1e-5. */
  public LayerNorm(ParameterFactory make, int width) {
    this(make, width, EPSILON);
  }

  /** Scale 1, offset 0. */
  public LayerNorm(ParameterFactory make, int width, float epsilon) {
    this.epsilon = epsilon;
    this.weight = parameter("weight", make.ones(width));
    this.bias = parameter("bias", make.zeros(width));
    this.normalized = new Shape(width);
  }

  /** [..., width] keeps its shape. */
  public NDArray forward(NDArray x) {
    return ai.djl.nn.norm.LayerNorm.layerNorm(x, normalized, weight, bias, epsilon)
        .singletonOrThrow();
  }

  /** The scale [width]. */
  public NDArray weight() {
    return weight;
  }

  /** The offset [width]. */
  public NDArray bias() {
    return bias;
  }
}
