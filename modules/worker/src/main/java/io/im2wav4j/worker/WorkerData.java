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
  private static final int SHORT = 1 << 10;

  private WorkerData() {}

  /** Moves {@code n} values from or to place {@code at} of an array. */
  private interface Move {
    void apply(ByteBuffer part, int at, int n);
  }

  /** Writes floats, without their number. */
  public static void write(DataOutputStream out, float[] values, int offset, int length)
      throws IOException {
    write(out, length, 4, (part, at, n) -> part.asFloatBuffer().put(values, offset + at, n));
  }

  /** Reads floats. */
  public static void read(InputStream in, float[] into, int offset, int length) throws IOException {
    read(in, length, 4, (part, at, n) -> part.asFloatBuffer().get(into, offset + at, n));
  }

  /** Writes integers, without their number. */
  public static void write(DataOutputStream out, int[] values) throws IOException {
    write(out, values.length, 4, (part, at, n) -> part.asIntBuffer().put(values, at, n));
  }

  /** Reads integers. */
  public static void read(InputStream in, int[] into) throws IOException {
    read(in, into.length, 4, (part, at, n) -> part.asIntBuffer().get(into, at, n));
  }

  /** Writes 16-bit integers, without their number. */
  public static void write(DataOutputStream out, short[] values) throws IOException {
    write(out, values.length, 2, (part, at, n) -> part.asShortBuffer().put(values, at, n));
  }

  /** Reads 16-bit integers. */
  public static void read(InputStream in, short[] into) throws IOException {
    read(in, into.length, 2, (part, at, n) -> part.asShortBuffer().get(into, at, n));
  }

  private static void write(DataOutputStream out, int length, int size, Move move)
      throws IOException {
    for (int at = 0, n; at < length; at += n) {
      ByteBuffer part = room(out, (long) size * (length - at));
      n = part.remaining() / size;
      move.apply(part, at, n);
      put(out, part, size * n);
    }
  }

  private static void read(InputStream in, int length, int size, Move move) throws IOException {
    for (int at = 0, n; at < length; at += n) {
      ByteBuffer part = next(in, (long) size * (length - at));
      n = part.remaining() / size;
      move.apply(part, at, n);
      took(in, part, size * n);
    }
  }

  /** Writes what remains of bytes, without their number. */
  public static void write(DataOutputStream out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      ByteBuffer part = room(out, bytes.remaining());
      int n = part.remaining();
      part.put(part.position(), bytes, bytes.position(), n);
      bytes.position(bytes.position() + n);
      put(out, part, n);
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

  /** Where up to so many bytes can be put: in the ring, or an array to be written. */
  private static ByteBuffer room(DataOutputStream out, long bytes) {
    ByteBuffer room = out instanceof WorkerOutput direct ? direct.room(bytes) : null;
    return room == null ? array(bytes) : room;
  }

  private static void put(DataOutputStream out, ByteBuffer part, int bytes) throws IOException {
    if (part.hasArray()) {
      out.write(part.array(), 0, bytes);
    } else {
      ((WorkerOutput) out).putInRoom(bytes);
    }
  }

  /** Up to so many bytes that come next: in the ring, or read into an array. */
  private static ByteBuffer next(InputStream in, long bytes) throws IOException {
    ByteBuffer lying = in instanceof WorkerInput direct ? direct.lying(bytes) : null;
    if (lying != null) {
      return lying;
    }
    // Of a reply only a little: then the next part may lie in the ring.
    ByteBuffer part = array(in instanceof WorkerInput ? Math.min(bytes, SHORT) : bytes);
    int n = in.readNBytes(part.array(), 0, part.capacity());
    if (n < part.capacity()) {
      throw new EOFException("the reply ends early");
    }
    return part;
  }

  private static void took(InputStream in, ByteBuffer part, int bytes) {
    if (!part.hasArray()) {
      ((WorkerInput) in).took(bytes);
    }
  }

  private static ByteBuffer array(long bytes) {
    return ByteBuffer.allocate((int) Math.min(PART, bytes)).order(ByteOrder.nativeOrder());
  }
}
