package io.im2wav4j.audio.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the header of a WAV or AVI file says of its size: a hint. Programs that write into a pipe
 * put 0 or a number near 2 or 4 GiB there, others count a few bytes too many.
 *
 * @param unknown whether it does not know how much follows: all up to the file's end
 * @param missing bytes that it promises beyond the file's end. Decoders pass over this in silence
 */
record RiffHeader(boolean unknown, long missing) {
  private static final long UNKNOWN = 0xFFFFFFFFL;
  private static final long NEAR = 1 << 16;
  private static final long MISCOUNT_BYTES = 4096;
  private static final double MISCOUNT_SHARE = 0.05;

  private static final RiffHeader NONE = new RiffHeader(false, 0);

  /** Reads a header; of a file of another kind it says nothing. */
  static RiffHeader read(Path file) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      in.read(head);
      String kind = head.hasRemaining() ? "" : text(head, 0);
      if (kind.equals("RIFF") && text(head, 8).equals("AVI ")) {
        return of(Integer.toUnsignedLong(head.getInt(4)), in.size() - 8);
      }
      if (!kind.matches("RIFF|RIFX|RF64|BW64") || !text(head, 8).equals("WAVE")) {
        return NONE;
      }
      ByteOrder order = kind.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ByteBuffer chunk = ByteBuffer.allocate(24).order(order);
      long large = UNKNOWN;
      while (read(in, chunk, 8)) {
        long size = Integer.toUnsignedLong(chunk.getInt(4));
        long start = in.position();
        if (text(chunk, 0).equals("ds64") && read(in, chunk, 16)) {
          large = chunk.getLong(8);
        } else if (text(chunk, 0).equals("data")) {
          return of(size == UNKNOWN ? large : size, in.size() - start);
        }
        in.position(start + size + (size & 1));
      }
      return NONE;
    }
  }

  private static RiffHeader of(long promised, long there) {
    boolean unknown =
        promised <= 0
            || Math.abs(promised - (1L << 31)) <= NEAR
            || Math.abs(promised - (1L << 32)) <= NEAR;
    long missing = promised - there;
    double miscount = Math.min(MISCOUNT_BYTES, MISCOUNT_SHARE * promised);
    return new RiffHeader(unknown, unknown || missing <= miscount ? 0 : missing);
  }

  private static boolean read(SeekableByteChannel in, ByteBuffer into, int bytes)
      throws IOException {
    into.clear().limit(bytes);
    in.read(into);
    return !into.hasRemaining();
  }

  private static String text(ByteBuffer bytes, int at) {
    return new String(bytes.array(), at, 4, StandardCharsets.ISO_8859_1);
  }
}
