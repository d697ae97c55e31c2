package io.im2wav4j.core.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a pickle and the memory that it may cost. A length in the file is believed only as
 * far as there are bytes behind it, and what a pickle builds is charged against a budget: one byte
 * can ask for a dictionary, so that the size of the file alone bounds nothing.
 */
final class PickleInput {
  /** The estimated cost of all that a pickle may build, in bytes. */
  static final long BUDGET = 48L << 20;

  private static final int LONGEST_LINE = 1 << 16;

  private final ByteBuffer bytes;
  private long spent;

  /** Reads from the position of {@code bytes} on, and moves it. */
  PickleInput(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Counts memory that is about to be used. */
  void charge(long cost) {
    spent += cost;
    if (spent > BUDGET) {
      throw new MalformedException(
          "its pickle would take more than " + (BUDGET >> 20) + " MiB of memory");
    }
  }

  int u1() {
    need(1);
    return bytes.get() & 0xFF;
  }

  int u2() {
    need(2);
    return bytes.getShort() & 0xFFFF;
  }

  int i4() {
    need(4);
    return bytes.getInt();
  }

  long u4() {
    return i4() & 0xFFFFFFFFL;
  }

  long i8() {
    need(8);
    return bytes.getLong();
  }

  /** A double, which pickles hold big-endian. */
  double bigEndianDouble() {
    need(8);
    return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
  }

  /** As many bytes, if they are there. */
  byte[] take(long length) {
    need(length);
    charge(16 + length);
    byte[] out = new byte[(int) length];
    bytes.get(out);
    return out;
  }

  /** A text of as many bytes in UTF-8. */
  String text(long length) {
    need(length);
    charge(56 + 2 * length);
    ByteBuffer encoded = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("its pickle has a text that is not UTF-8");
    }
  }

  /** The bytes up to a line feed, which is passed over, one character each. */
  String line() {
    int start = bytes.position();
    int end = start;
    while (true) {
      if (end == bytes.limit() || end - start > LONGEST_LINE) {
        throw new MalformedException("its pickle has a line without an end");
      }
      if (bytes.get(end) == '\n') {
        break;
      }
      end++;
    }
    byte[] line = take(end - start);
    bytes.position(end + 1);
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  private void need(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new MalformedException("its pickle ends early");
    }
  }
}
