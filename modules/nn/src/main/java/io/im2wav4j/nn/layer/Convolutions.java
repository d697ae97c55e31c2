package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import io.im2wav4j.nn.script.ScriptFunction;

/** The tensor engine's convolutions, asked for here only: {@link OneDnn} is looked at first. */
public final class Convolutions {
  static {
    OneDnn.isTrusted();
  }

  private static final ScriptFunction TRANSPOSED =
      ScriptFunction.of("x, w, b", "return torch.conv_transpose1d(x, w, b, [2], [1])");

  private Convolutions() {}

  /** Over time: x [N, in, T], weight [out, in, kernel], bias [out] or null. */
  public static NDArray overTime(
      NDArray x, NDArray weight, NDArray bias, Shape stride, Shape padding, Shape dilation) {
    return Conv1d.conv1d(x, weight, bias, stride, padding, dilation).singletonOrThrow();
  }

  /** Over a plane: x [N, in, H, W], weight [out, in, kernel, kernel], bias [out] or null. */
  public static NDArray overPlane(
      NDArray x, NDArray weight, NDArray bias, Shape stride, Shape padding) {
    return Conv2d.conv2d(x, weight, bias, stride, padding).singletonOrThrow();
  }

  /** Transposed, of stride 2 and padding 1: x [N, in, T], weight [in, out, 4], bias [out]. */
  static NDArray doubling(NDArray x, NDArray weight, NDArray bias) {
    return TRANSPOSED.apply(x, weight, bias);
  }
}
