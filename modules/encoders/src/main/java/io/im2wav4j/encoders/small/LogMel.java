package io.im2wav4j.encoders.small;

import java.util.Arrays;

/**
 * A clip's log-mel: natural logarithms of the power in each band.
 *
 * @param bands rows
 * @param frames columns
 * @param values row by row, [bands frames], none below {@link #FLOOR}
 */
public record LogMel(int bands, int frames, float[] values) {
  /** What silence is: ln 1e-6. */
  public static final float FLOOR = -13.815511f;

  /** Checks the number of values. */
  public LogMel {
    if (values.length != bands * frames) {
      throw new IllegalArgumentException(
          values.length + " values for " + bands + " bands of " + frames + " frames");
    }
  }

  /** Columns from {@code start} on; silence where the clip has none. */
  public LogMel window(int start, int length) {
    float[] out = new float[bands * length];
    Arrays.fill(out, FLOOR);
    int from = Math.max(0, start);
    int to = Math.min(frames, start + length);
    for (int b = 0; b < bands && from < to; b++) {
      System.arraycopy(values, b * frames + from, out, b * length + from - start, to - from);
    }
    return new LogMel(bands, length, out);
  }
}
