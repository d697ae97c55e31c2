package io.im2wav4j.core.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 of values in the order in which they are added, each array and text with its length: what
 * has the same hash has the same content.
 */
public final class ContentHash {
  private static final int CHUNK = 1 << 14;

  private final MessageDigest digest = Hashes.digest();
  private final ByteBuffer buffer = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  /** Adds a text. */
  public ContentHash add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    length(bytes.length);
    digest.update(bytes);
    return this;
  }

  /** Adds integers; null is other than none. */
  public ContentHash add(int[] values) {
    length(values == null ? -1 : values.length);
    for (int from = 0; values != null && from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      buffer.clear().asIntBuffer().put(values, from, count);
      digest.update(buffer.limit(4 * count));
    }
    return this;
  }

  /** Adds floats, bit by bit. */
  public ContentHash add(float[] values) {
    length(values.length);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      buffer.clear().asFloatBuffer().put(values, from, count);
      digest.update(buffer.limit(4 * count));
    }
    return this;
  }

  /** Adds rows of floats. */
  public ContentHash add(float[][] rows) {
    length(rows.length);
    for (float[] row : rows) {
      add(row);
    }
    return this;
  }

  private void length(int length) {
    digest.update(buffer.clear().putInt(length).flip());
  }

  /** Lower-case hex of all that was added; begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
