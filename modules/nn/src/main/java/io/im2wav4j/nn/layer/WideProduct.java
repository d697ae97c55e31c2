package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * x W^T + b for many rows, as a convolution of kernel 1 whose channels lie together in memory.
 *
 * <p>It is the same product, by another library: the engine's matrix products (MKL) use half of the
 * vector width of processors that are not Intel's, its convolutions (oneDNN) all of it, forward and
 * backward. For a few rows the preparation costs more than it saves.
 */
public final class WideProduct {
  /** From this many rows on the convolution is taken. */
  private static final long ROWS = 256;

  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  private WideProduct() {}

  /**
   * @param x [..., in]
   * @param weight [out, in]
   * @param bias [out], or null
   * @return [..., out]
   */
  public static NDArray of(NDArray x, NDArray weight, NDArray bias) {
    Shape shape = x.getShape();
    long out = weight.getShape().get(0);
    long in = weight.getShape().get(1);
    long rows = shape.size() / in;
    if (rows < ROWS || x.getDevice().isGpu()) {
      return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }
    NDArray channelsLast = x.reshape(1, 1, rows, in).transpose(0, 3, 1, 2);
    NDArray y =
        ai.djl.nn.convolutional.Conv2d.conv2d(
                channelsLast, weight.reshape(out, in, 1, 1), bias, ONE, NONE, ONE)
            .singletonOrThrow();
    long[] given = shape.getShape().clone();
    given[given.length - 1] = out;
    return y.transpose(0, 2, 3, 1).reshape(new Shape(given));
  }
}
