package io.im2wav4j.audio.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The integers of the first directory of a TIFF (TIFF 6.0, section 2), which EXIF is too. */
final class TiffTags {
  /** Bytes of a value of each type, the first being type 1. */
  private static final int[] SIZES = {1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  /**
   * Orientation; where strips and tiles begin, and how long they are. Others may be of any size.
   */
  private static final Set<Integer> KEPT = Set.of(273, 274, 279, 324, 325);

  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final Map<Integer, long[]> values = new HashMap<>();
  private long end;

  private TiffTags() {}

  /**
   * Reads a TIFF.
   *
   * @throws IndexOutOfBoundsException where its directory is not there
   */
  static TiffTags read(ByteBuffer tiff) {
    TiffTags tags = new TiffTags();
    ByteBuffer in =
        tiff.duplicate().order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    int entries = in.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      tags.add(in, directory + 2 + 12 * i);
    }
    return tags;
  }

  private void add(ByteBuffer in, int entry) {
    int type = in.getShort(entry + 2);
    long count = in.getInt(entry + 4) & 0xFFFFFFFFL;
    if (type < 1 || type > SIZES.length) {
      return;
    }
    long bytes = count * SIZES[type - 1];
    long at = bytes <= 4 ? entry + 8 : in.getInt(entry + 8) & 0xFFFFFFFFL;
    end = Math.max(end, at + bytes);
    int tag = in.getShort(entry) & 0xFFFF;
    boolean kept = KEPT.contains(tag) && !values.containsKey(tag);
    if (kept && (type == SHORT || type == LONG) && at + bytes <= in.limit()) {
      long[] numbers = new long[(int) count];
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] =
            type == SHORT
                ? in.getShort((int) at + 2 * k) & 0xFFFF
                : in.getInt((int) at + 4 * k) & 0xFFFFFFFFL;
      }
      values.put(tag, numbers);
    }
  }

  /** The values of a tag; none where it is not there. */
  long[] values(int tag) {
    return values.getOrDefault(tag, new long[0]);
  }

  /** Where the last of all values ends, in bytes. */
  long end() {
    return end;
  }
}
