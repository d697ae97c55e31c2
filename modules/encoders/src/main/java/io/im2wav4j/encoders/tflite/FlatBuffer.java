package io.im2wav4j.encoders.tflite;

import io.im2wav4j.core.error.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables and vectors of a file in FlatBuffers' format (flatbuffers.dev, "FlatBuffer
 * internals"). Every offset and count is checked before it is used, so a broken file ends in a
 * {@link UserError}, and nothing is allocated that the file's own size does not bound.
 */
final class FlatBuffer {
  private final String source;
  private final ByteBuffer bytes;

  FlatBuffer(String source, byte[] content) {
    this.source = source;
    this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The outermost table. */
  Table root() {
    return new Table(target(0));
  }

  UserError broken(String given) {
    return new UserError(
        source, given, "a whole TensorFlow Lite file", "Fetch or copy it again, or give another");
  }

  /** Where the offset at a position leads. */
  private int target(int position) {
    return checked((long) position + (int32(position) & 0xFFFFFFFFL), 4);
  }

  private int int32(int position) {
    return bytes.getInt(checked(position, 4));
  }

  /** A position with so many bytes behind it. */
  private int checked(long position, long size) {
    if (position < 0 || size < 0 || position > bytes.limit() - size) {
      throw broken("an offset that leads out of it");
    }
    return (int) position;
  }

  /** A record whose fields are found by number; absent ones have the schema's defaults. */
  final class Table {
    private final int position;
    private final int fields;
    private final int size;

    private Table(int position) {
      this.position = checked(position, 4);
      this.fields = checked((long) position - bytes.getInt(this.position), 4);
      this.size = bytes.getShort(fields) & 0xFFFF;
      checked(fields, size);
    }

    /** Where a field is, with so many bytes; 0 if it is absent. */
    private int field(int number, int length) {
      int entry = 4 + 2 * number;
      int offset = entry + 2 > size ? 0 : bytes.getShort(fields + entry) & 0xFFFF;
      return offset == 0 ? 0 : checked((long) position + offset, length);
    }

    byte int8(int number, int otherwise) {
      int at = field(number, 1);
      return at == 0 ? (byte) otherwise : bytes.get(at);
    }

    int int32(int number, int otherwise) {
      int at = field(number, 4);
      return at == 0 ? otherwise : bytes.getInt(at);
    }

    float float32(int number, float otherwise) {
      int at = field(number, 4);
      return at == 0 ? otherwise : bytes.getFloat(at);
    }

    /** A table of its own, or null. */
    Table table(int number) {
      int at = field(number, 4);
      return at == 0 ? null : new Table(target(at));
    }

    /** A vector's elements as bytes; empty if it is absent. */
    ByteBuffer vector(int number, int elementSize, int most) {
      int at = field(number, 4);
      if (at == 0) {
        return ByteBuffer.allocate(0);
      }
      int start = target(at);
      long count = FlatBuffer.this.int32(start) & 0xFFFFFFFFL;
      if (count > most) {
        throw broken(count + " elements where at most " + most + " can be");
      }
      checked(start + 4L, count * elementSize);
      return bytes.slice(start + 4, (int) count * elementSize).order(ByteOrder.LITTLE_ENDIAN);
    }

    int[] ints(int number, int most) {
      ByteBuffer elements = vector(number, 4, most);
      int[] out = new int[elements.limit() / 4];
      elements.asIntBuffer().get(out);
      return out;
    }

    float[] floats(int number, int most) {
      ByteBuffer elements = vector(number, 4, most);
      float[] out = new float[elements.limit() / 4];
      elements.asFloatBuffer().get(out);
      return out;
    }

    long[] longs(int number, int most) {
      ByteBuffer elements = vector(number, 8, most);
      long[] out = new long[elements.limit() / 8];
      elements.asLongBuffer().get(out);
      return out;
    }

    List<Table> tables(int number, int most) {
      int at = field(number, 4);
      int start = at == 0 ? 0 : target(at) + 4;
      int count = vector(number, 4, most).limit() / 4;
      List<Table> out = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        out.add(new Table(target(start + 4 * i)));
      }
      return out;
    }

    /** A text, fit for a message. */
    String text(int number) {
      ByteBuffer elements = vector(number, 1, Integer.MAX_VALUE);
      elements.limit(Math.min(elements.limit(), 500));
      return UserError.printable(StandardCharsets.UTF_8.decode(elements).toString());
    }
  }
}
