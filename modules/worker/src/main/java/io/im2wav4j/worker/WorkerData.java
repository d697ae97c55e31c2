package io.im2wav4j.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Arrays and texts in requests and replies, in the byte order of the machine. */
public final class WorkerData {
  private static final int PART = Frames.PART;

  private WorkerData() {}

  /** Writes floats, without their number. */
  public static void write(DataOutputStream out, float[] values, int offset, int length)
      throws IOException {
    ByteBuffer part = part(4L * length);
    for (int at = 0, n; at < length; at += n) {
      n = Math.min(length - at, part.capacity() / 4);
      part.asFloatBuffer().put(values, offset + at, n);
      out.write(part.array(), 0, 4 * n);
    }
  }

  /** Reads floats. */
  public static void read(InputStream in, float[] into, int offset, int length) throws IOException {
    ByteBuffer part = part(4L * length);
    for (int at = 0, n; at < length; at += n) {
      n = Math.min(length - at, part.capacity() / 4);
      fill(in, part.array(), 4 * n);
      part.asFloatBuffer().get(into, offset + at, n);
    }
  }

  /** Writes integers, without their number. */
  public static void write(DataOutputStream out, int[] values) throws IOException {
    ByteBuffer part = part(4L * values.length);
    for (int at = 0, n; at < values.length; at += n) {
      n = Math.min(values.length - at, part.capacity() / 4);
      part.asIntBuffer().put(values, at, n);
      out.write(part.array(), 0, 4 * n);
    }
  }

  /** Reads integers. */
  public static void read(InputStream in, int[] into) throws IOException {
    ByteBuffer part = part(4L * into.length);
    for (int at = 0, n; at < into.length; at += n) {
      n = Math.min(into.length - at, part.capacity() / 4);
      fill(in, part.array(), 4 * n);
      part.asIntBuffer().get(into, at, n);
    }
  }

  /** Writes a text of any length. */
  public static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads a text. */
  public static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(Math.max(0, length));
    if (bytes.length != length) {
      throw new EOFException("a text of " + length + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes 16-bit integers, without their number. */
  public static void write(DataOutputStream out, short[] values) throws IOException {
    ByteBuffer part = part(2L * values.length);
    for (int at = 0, n; at < values.length; at += n) {
      n = Math.min(values.length - at, part.capacity() / 2);
      part.asShortBuffer().put(values, at, n);
      out.write(part.array(), 0, 2 * n);
    }
  }

  /** Reads 16-bit integers. */
  public static void read(InputStream in, short[] into) throws IOException {
    ByteBuffer part = part(2L * into.length);
    for (int at = 0, n; at < into.length; at += n) {
      n = Math.min(into.length - at, part.capacity() / 2);
      fill(in, part.array(), 2 * n);
      part.asShortBuffer().get(into, at, n);
    }
  }

  private static ByteBuffer part(long bytes) {
    return ByteBuffer.allocate((int) Math.min(PART, bytes)).order(ByteOrder.nativeOrder());
  }

  private static void fill(InputStream in, byte[] into, int length) throws IOException {
    if (in.readNBytes(into, 0, length) < length) {
      throw new EOFException("the reply ends early");
    }
  }
}
