package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Transposed convolution of stride 2, kernel 4, padding 1: [N, in, T] becomes [N, out, 2T]. {@code
 * weight} [in, out, 4] as PyTorch's ConvTranspose1d keeps it, {@code bias} [out].
 *
 * <p>DJL has no transposed convolution. Each pair of outputs sees three inputs: y[2t] = w1 x[t] +
 * w3 x[t-1] and y[2t+1] = w2 x[t] + w0 x[t+1], so one convolution of kernel 3 makes both phases as
 * 2 out channels, which are then interleaved. That computes six taps of which two are zero, and
 * interleaving moves all the values once more. For wide layers and long inputs that matters: in
 * training these call the engine's own transposed convolution, whose last bits differ.
 */
public final class UpsamplingConv1d extends Module {
  private static final Shape ONE = new Shape(1);
  private static final int LONG = 16_384;

  private final NDArray weight;
  private final NDArray bias;
  private final NDArray zeros;

  /** A layer with PyTorch's default initial values. */
  public UpsamplingConv1d(ParameterFactory make, int in, int out) {
    this.weight = parameter("weight", make.fanIn(out * 4L, in, out, 4));
    this.bias = parameter("bias", make.fanIn(out * 4L, out));
    this.zeros = make.zeros(in, out);
  }

  /** Applies the layer. */
  public NDArray forward(NDArray x) {
    if (JniUtils.isGradMode() && x.getShape().get(2) >= LONG) {
      return Convolutions.doubling(x, weight, bias);
    }
    return BlockedLayout.isBlocked(x) ? BlockedLayout.enter(subPixel(x)) : subPixel(x);
  }

  private NDArray subPixel(NDArray x) {
    NDArray even = NDArrays.stack(new NDList(tap(3), tap(1), zeros), 2); // [in, out, 3]
    NDArray odd = NDArrays.stack(new NDList(zeros, tap(2), tap(0)), 2);
    NDArray kernel = NDArrays.concat(new NDList(even, odd), 1).transpose(1, 0, 2); // [2 out, in, 3]
    NDArray both = NDArrays.concat(new NDList(bias, bias), 0);
    NDArray y = BlockedLayout.leave(Convolutions.overTime(x, kernel, both, ONE, ONE, ONE));
    long n = x.getShape().get(0);
    long t = x.getShape().get(2);
    long out = bias.getShape().get(0);
    return y.reshape(n, 2, out, t).transpose(0, 2, 3, 1).reshape(n, out, 2 * t);
  }

  /** The kernels [in, out, 4], for those that join this layer with another. */
  public NDArray weight() {
    return weight;
  }

  /** The offsets [out]. */
  public NDArray bias() {
    return bias;
  }

  private NDArray tap(int k) {
    return weight.get(new NDIndex(":, :, {}", k));
  }
}
