package io.im2wav4j.encoders.onnx;

import static io.im2wav4j.encoders.onnx.TinyNetwork.join;
import static io.im2wav4j.encoders.onnx.TinyNetwork.number;
import static io.im2wav4j.encoders.onnx.TinyNetwork.part;
import static io.im2wav4j.encoders.onnx.TinyNetwork.text;

/**
 * A graph of one operator, written as the bytes of ONNX's protocol buffer: {@code y = operator(x)}.
 * The numbers are the fields of onnx.proto.
 */
final class TinyGraph {
  private static final int FLOAT32 = 1;
  private static final byte[] INTEGERS = number(20, 7);
  private static final int FORMAT_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  private TinyGraph() {}

  /** {@code y [N, 2] = operator(x [N, 2])}. */
  static byte[] of(String operator) {
    return of(operator, new int[] {0, 2}, new int[] {0, 2});
  }

  /** With sizes below 128; 0 is any. */
  static byte[] of(String operator, int[] x, int[] y) {
    return of(join(text(1, "x"), text(2, "y"), text(4, operator)), x, y);
  }

  /** Pooling in steps of 0: ONNX Runtime divides by it, and its process ends. */
  static byte[] dividingByZero() {
    byte[] sizes = part(5, join(text(1, "kernel_shape"), number(8, 1), number(8, 1), INTEGERS));
    byte[] steps = part(5, join(text(1, "strides"), number(8, 0), number(8, 0), INTEGERS));
    byte[] node = join(text(1, "x"), text(2, "y"), text(4, "MaxPool"), sizes, steps);
    return of(node, new int[] {1, 2, 4, 4}, new int[] {0, 2, 0, 0});
  }

  private static byte[] of(byte[] node, int[] x, int[] y) {
    byte[] graph =
        join(part(1, node), text(2, "tiny"), part(11, port("x", x)), part(12, port("y", y)));
    return join(number(1, FORMAT_VERSION), part(7, graph), part(8, number(2, OPERATOR_SET)));
  }

  private static byte[] port(String name, int[] sizes) {
    byte[] shape = new byte[0];
    for (int size : sizes) {
      shape = join(shape, part(1, size == 0 ? text(2, "N") : number(1, size)));
    }
    byte[] tensor = join(number(1, FLOAT32), part(2, shape));
    return join(text(1, name), part(2, part(1, tensor)));
  }
}
