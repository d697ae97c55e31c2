package io.im2wav4j.encoders.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Convolutions;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * Convolution over a plane with a square kernel. {@code weight} [out, in, kernel, kernel] and, if
 * asked for, {@code bias} [out].
 *
 * <p>[N, in, H, W] becomes [N, out, (H + 2 padding - kernel) / stride + 1, the same of W].
 */
public final class Conv2d extends Module {
  private final NDArray weight;
  private final NDArray bias;
  private final Shape stride;
  private final Shape padding;

  /** A convolution with PyTorch's default initial values. */
  public Conv2d(
      ParameterFactory make,
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean withBias) {
    long fanIn = (long) in * kernel * kernel;
    this.weight = parameter("weight", make.fanIn(fanIn, out, in, kernel, kernel));
    this.bias = withBias ? parameter("bias", make.fanIn(fanIn, out)) : null;
    this.stride = new Shape(stride, stride);
    this.padding = new Shape(padding, padding);
  }

  /** Applies the layer. */
  public NDArray forward(NDArray x) {
    return Convolutions.overPlane(x, weight, bias, stride, padding);
  }
}
