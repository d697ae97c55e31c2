package io.im2wav4j.attack;

import io.im2wav4j.encoders.tflite.TfliteLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The smallest classifier in TensorFlow Lite's format: a convolution of int8, a mean, a linear
 * layer, a sigmoid. A table is an array of its fields in the schema's order, null where absent.
 */
final class TinyTflite {
  /** What {@link #network} is. */
  static final TfliteLayout LAYOUT = new TfliteLayout("Tiny", "x", 4, 4, 1, true, "scores", 2, 2);

  private TinyTflite() {}

  /** A file in which some parts, named below, are other ones. */
  static byte[] network(Map<String, Object> other) {
    Object filter = other.getOrDefault("filter", new int[] {2, 2, 2, 1});
    Object scale = other.getOrDefault("scale", new float[] {0.5f, 0.25f});
    Object zero = other.getOrDefault("zero", new long[] {0, 0});
    Object axis = other.getOrDefault("axis", 0);
    Object[] quantization = {null, null, scale, zero, null, null, axis};
    List<Object[]> tensors =
        List.of(
            tensor(new int[] {1, 4, 4, 1}, 0, 0),
            new Object[] {filter, other.getOrDefault("type", (byte) 9), 1, "w", quantization},
            tensor(new int[] {1, 2, 2, 2}, 0, 0),
            tensor(new int[] {2}, 2, 2),
            tensor(new int[] {1, 2}, 0, 0),
            tensor(new int[] {2, 2}, 0, 3),
            tensor(new int[] {1, 2}, 0, 0),
            tensor(new int[] {1, 2}, 0, 0));
    Object stride = other.getOrDefault("stride", 2);
    Object[] convolution = {(byte) 0, stride, stride, null, other.get("dilation")};
    List<Object[]> operators =
        List.of(
            operator(0, other.getOrDefault("inputs", new int[] {0, 1}), 2, convolution),
            operator(1, new int[] {2, 3}, 4, null),
            operator(2, new int[] {4, 5}, 6, null),
            operator(other.getOrDefault("kind", 3), new int[] {6}, 7, null));
    List<Object[]> codes = List.of(code(3), code(40), code(9), code(14), code(131));
    List<Object[]> buffers =
        List.of(
            new Object[0],
            new Object[] {other.getOrDefault("bytes", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})},
            new Object[] {Poison.little(1, 2)},
            new Object[] {new byte[16]});
    Object[] graph = {tensors, new int[] {0}, new int[] {7}, operators};
    Object graphs = other.getOrDefault("graphs", List.<Object[]>of(graph));
    ByteBuffer out = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0).put(SeedFiles.latin("TFL3"));
    int root = write(out, new Object[] {3, codes, graphs, null, buffers});
    out.putInt(0, root);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static Object[] tensor(int[] shape, int type, int buffer) {
    return new Object[] {shape, (byte) type, buffer, "t"};
  }

  private static Object[] operator(Object code, Object inputs, int output, Object[] options) {
    return new Object[] {code, inputs, new int[] {output}, (byte) 1, options};
  }

  private static Object[] code(int number) {
    return new Object[] {(byte) Math.min(127, number), null, 1, number};
  }

  /** Writes a table, a vector of tables, or a vector of numbers; gives where it is. */
  private static int write(ByteBuffer out, Object value) {
    if (value instanceof Object[] fields) {
      int vtable = out.position();
      out.putShort((short) (4 + 2 * fields.length)).putShort((short) (4 + 4 * fields.length));
      for (int i = 0; i < fields.length; i++) {
        out.putShort((short) (fields[i] == null ? 0 : 4 + 4 * i));
      }
      int table = out.position();
      out.putInt(table - vtable);
      for (Object field : fields) {
        out.putInt(field instanceof Number number ? number.intValue() : 0);
      }
      for (int i = 0; i < fields.length; i++) {
        if (fields[i] != null && !(fields[i] instanceof Number)) {
          int at = table + 4 + 4 * i;
          out.putInt(at, write(out, fields[i]) - at);
        }
      }
      return table;
    }
    int start = out.position();
    if (value instanceof List<?> tables) {
      out.putInt(tables.size()).position(start + 4 + 4 * tables.size());
      for (int i = 0; i < tables.size(); i++) {
        int at = start + 4 + 4 * i;
        out.putInt(at, write(out, tables.get(i)) - at);
      }
    } else if (value instanceof int[] numbers) {
      out.putInt(numbers.length);
      Arrays.stream(numbers).forEach(out::putInt);
    } else if (value instanceof long[] numbers) {
      out.putInt(numbers.length);
      Arrays.stream(numbers).forEach(out::putLong);
    } else if (value instanceof float[] numbers) {
      out.putInt(numbers.length);
      for (float number : numbers) {
        out.putFloat(number);
      }
    } else {
      byte[] raw = value instanceof byte[] some ? some : SeedFiles.latin((String) value);
      out.putInt(raw.length).put(raw);
    }
    return start;
  }
}
