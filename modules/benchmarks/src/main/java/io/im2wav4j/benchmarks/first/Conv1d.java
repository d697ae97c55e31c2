package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * Convolution over time. {@code weight} [out, in, kernel], {@code bias} [out].
 *
 * <p>[N, in, T] becomes [N, out, (T + 2 padding - dilation (kernel - 1) - 1) / stride + 1].
 */
final class Conv1d extends Module {
  private final NDArray weight;
  private final NDArray bias;
  private final Shape stride;
  private final Shape padding;
  private final Shape dilation;

  /** A convolution with PyTorch's default initial values. */
  public Conv1d(
      ParameterFactory make, int in, int out, int kernel, int stride, int padding, int dilation) {
    this.weight = parameter("weight", make.fanIn((long) in * kernel, out, in, kernel));
    this.bias = parameter("bias", make.fanIn((long) in * kernel, out));
    this.stride = new Shape(stride);
    this.padding = new Shape(padding);
    this.dilation = new Shape(dilation);
  }

  /** Applies the layer. */
  public NDArray forward(NDArray x) {
    return ai.djl.nn.convolutional.Conv1d.conv1d(x, weight, bias, stride, padding, dilation)
        .singletonOrThrow();
  }

  /** The kernels [out, in, kernel], for those that initialise otherwise. */
  public NDArray weight() {
    return weight;
  }

  /** The offsets [out]. */
  public NDArray bias() {
    return bias;
  }
}
