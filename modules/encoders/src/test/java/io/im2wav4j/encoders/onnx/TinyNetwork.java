package io.im2wav4j.encoders.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made-up network in ONNX's format, with the ports of a published one: the mean over some axes of
 * the input, times a random matrix for each output. The numbers are the fields of onnx.proto.
 */
public final class TinyNetwork {
  private static final int FLOAT32 = 1;
  private static final int INTEGERS = 7;
  private static final int FORMAT_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  /**
   * @param name of the output [N, width]
   * @param sigmoid whether its values are brought to 0 to 1
   */
  public record Output(String name, int width, boolean sigmoid) {}

  private TinyNetwork() {}

  /**
   * The bytes of a file.
   *
   * @param shape sizes of the input without the batch
   * @param mean axes to take the mean over, the batch being axis 0; one must be left
   */
  public static byte[] of(String input, int[] shape, int[] mean, List<Output> outputs) {
    List<byte[]> graph = new ArrayList<>();
    byte[] axes = join(text(1, "axes"), number(20, INTEGERS), integers(mean));
    byte[] flat = join(text(1, "keepdims"), number(20, 2), number(3, 0));
    graph.add(
        part(
            1,
            join(
                text(1, input),
                text(2, "mean"),
                text(4, "ReduceMean"),
                part(5, axes),
                part(5, flat))));
    int left = 1;
    for (int axis = 1; axis <= shape.length; axis++) {
      left *= contains(mean, axis) ? 1 : shape[axis - 1];
    }
    Random random = new Random(7);
    for (Output output : outputs) {
      String product = output.sigmoid ? output.name + "-raw" : output.name;
      graph.add(
          part(
              1,
              join(
                  text(1, "mean"),
                  text(1, "w-" + output.name),
                  text(2, product),
                  text(4, "MatMul"))));
      if (output.sigmoid) {
        graph.add(part(1, join(text(1, product), text(2, output.name), text(4, "Sigmoid"))));
      }
    }
    graph.add(text(2, "tiny"));
    for (Output output : outputs) {
      graph.add(part(5, matrix("w-" + output.name, left, output.width, random)));
    }
    graph.add(part(11, port(input, shape)));
    for (Output output : outputs) {
      graph.add(part(12, port(output.name, output.width)));
    }
    return join(
        number(1, FORMAT_VERSION),
        part(7, join(graph.toArray(byte[][]::new))),
        part(8, number(2, OPERATOR_SET)));
  }

  private static boolean contains(int[] values, int value) {
    for (int v : values) {
      if (v == value) {
        return true;
      }
    }
    return false;
  }

  private static byte[] integers(int[] values) {
    byte[][] parts = new byte[values.length][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = number(8, values[i]);
    }
    return join(parts);
  }

  private static byte[] matrix(String name, int rows, int columns, Random random) {
    ByteBuffer data = ByteBuffer.allocate(4 * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat((float) (0.05 * random.nextGaussian()));
    }
    return join(
        number(1, rows),
        number(1, columns),
        number(2, FLOAT32),
        text(8, name),
        part(9, data.array()));
  }

  private static byte[] port(String name, int... sizes) {
    byte[] shape = part(1, text(2, "N"));
    for (int size : sizes) {
      shape = join(shape, part(1, number(1, size)));
    }
    byte[] tensor = join(number(1, FLOAT32), part(2, shape));
    return join(text(1, name), part(2, part(1, tensor)));
  }

  static byte[] number(int field, int value) {
    return join(variable(field << 3), variable(value));
  }

  static byte[] text(int field, String value) {
    return part(field, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] part(int field, byte[] content) {
    return join(variable(field << 3 | 2), variable(content.length), content);
  }

  /** Seven bits a byte, the lowest first. */
  private static byte[] variable(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    for (; rest > 127; rest >>>= 7) {
      out.write(rest & 127 | 128);
    }
    out.write(rest);
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
