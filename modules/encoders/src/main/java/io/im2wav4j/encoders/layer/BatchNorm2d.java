package io.im2wav4j.encoders.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * Batch normalisation as a frozen network applies it: by the running statistics, epsilon 1e-5.
 * {@code weight}, {@code bias}, {@code running_mean} and {@code running_var}, all [channels].
 */
public final class BatchNorm2d extends Module {
  private static final float EPSILON = 1e-5f;

  private final NDArray weight;
  private final NDArray bias;
  private final NDArray mean;
  private final NDArray variance;

  /** Changes nothing until values are loaded. */
  public BatchNorm2d(ParameterFactory make, int channels) {
    this.weight = parameter("weight", make.ones(channels));
    this.bias = parameter("bias", make.zeros(channels));
    this.mean = buffer("running_mean", make.zeros(channels));
    this.variance = buffer("running_var", make.ones(channels));
  }

  /** [N, channels, H, W] keeps its shape. */
  public NDArray forward(NDArray x) {
    Shape planes = new Shape(1, weight.getShape().get(0), 1, 1);
    NDArray scale = weight.div(variance.add(EPSILON).sqrt());
    NDArray offset = bias.sub(mean.mul(scale));
    return x.mul(scale.reshape(planes)).add(offset.reshape(planes));
  }
}
