package io.im2wav4j.encoders.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table of FlatBuffers to be written: its fields by number, each kind of value as it comes. */
final class FlatTable {
  private final Map<Integer, Object> fields = new TreeMap<>();

  /**
   * Sets a field: Byte, Integer, Float, int[], float[], long[], byte[], String, table or tables.
   */
  FlatTable set(int number, Object value) {
    fields.put(number, value);
    return this;
  }

  /** The file of which this is the outermost table. */
  byte[] toFile(String mark) {
    Bytes out = new Bytes();
    out.int32(0);
    out.raw(mark.getBytes(StandardCharsets.US_ASCII));
    out.refer(0, write(out));
    return Arrays.copyOf(out.bytes.array(), out.bytes.position());
  }

  private int write(Bytes out) {
    int last = fields.isEmpty() ? -1 : ((TreeMap<Integer, Object>) fields).lastKey();
    out.align(4);
    int vtable = out.bytes.position();
    out.int16(4 + 2 * (last + 1));
    out.int16(4 + 4 * fields.size());
    int slot = 4;
    for (int i = 0; i <= last; i++) {
      out.int16(fields.containsKey(i) ? slot : 0);
      slot += fields.containsKey(i) ? 4 : 0;
    }
    out.align(4);
    int table = out.bytes.position();
    out.int32(table - vtable);
    for (Object value : fields.values()) {
      out.int32(
          value instanceof Byte b
              ? b & 0xFF
              : value instanceof Integer i
                  ? i
                  : value instanceof Float f ? Float.floatToIntBits(f) : 0);
    }
    int at = table + 4;
    for (Object value : fields.values()) {
      if (!(value instanceof Number)) {
        out.refer(at, write(out, value));
      }
      at += 4;
    }
    return table;
  }

  private static int write(Bytes out, Object value) {
    if (value instanceof FlatTable table) {
      return table.write(out);
    }
    if (value instanceof List<?> tables) {
      int start = out.vector(tables.size(), 4 * tables.size());
      for (int i = 0; i < tables.size(); i++) {
        out.refer(start + 4 + 4 * i, ((FlatTable) tables.get(i)).write(out));
      }
      return start;
    }
    byte[] raw =
        value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Bytes.of(value);
    int size =
        value instanceof String || value instanceof byte[] ? 1 : value instanceof long[] ? 8 : 4;
    int start = out.vector(raw.length / size, raw.length);
    out.bytes.put(start + 4, raw);
    return start;
  }

  /** Bytes that grow, little-endian. */
  private static final class Bytes {
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    private void room(int more) {
      if (bytes.remaining() < more) {
        int size = Math.max(2 * bytes.capacity(), bytes.position() + more);
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
      }
    }

    void int16(int value) {
      room(2);
      bytes.putShort((short) value);
    }

    void int32(int value) {
      room(4);
      bytes.putInt(value);
    }

    void raw(byte[] value) {
      room(value.length);
      bytes.put(value);
    }

    void align(int to) {
      raw(new byte[Math.floorMod(-bytes.position(), to)]);
    }

    /** Room for a vector, its elements on a multiple of 16. */
    int vector(int count, int size) {
      align(4);
      raw(new byte[Math.floorMod(-(bytes.position() + 4), 16)]);
      int start = bytes.position();
      int32(count);
      raw(new byte[size]);
      return start;
    }

    void refer(int from, int to) {
      bytes.putInt(from, to - from);
    }

    static byte[] of(Object value) {
      if (value instanceof byte[] raw) {
        return raw;
      }
      int count = java.lang.reflect.Array.getLength(value);
      ByteBuffer out = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        Object one = java.lang.reflect.Array.get(value, i);
        if (one instanceof Integer number) {
          out.putInt(number);
        } else if (one instanceof Float number) {
          out.putFloat(number);
        } else {
          out.putLong((Long) one);
        }
      }
      return Arrays.copyOf(out.array(), out.position());
    }
  }
}
