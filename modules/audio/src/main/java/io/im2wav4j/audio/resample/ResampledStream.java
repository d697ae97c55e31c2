package io.im2wav4j.audio.resample;

import io.im2wav4j.audio.SampleStream;
import java.util.Arrays;

/**
 * A stream at another rate: the very samples that {@link Resampler#apply} makes of the whole, from
 * a buffer of a kernel's width.
 */
final class ResampledStream implements SampleStream {
  /** Input samples that are read at a time. */
  private static final int PIECE = 1 << 14;

  private final SampleStream source;
  private final Resampler resampler;
  private float[] buffer = new float[2 * PIECE];
  private long base; // position in the input of the buffer's first sample
  private int filled;
  private boolean ended;
  private long made;

  ResampledStream(SampleStream source, Resampler resampler) {
    this.source = source;
    this.resampler = resampler;
  }

  @Override
  public int sampleRate() {
    return resampler.outputRate();
  }

  @Override
  public int read(float[] into, int offset, int length) {
    for (int n = 0; n < length; n++) {
      while (!ended && resampler.lastTap(made) >= base + filled) {
        fill();
      }
      if (ended && made >= resampler.lengthOf(base + filled)) {
        return n == 0 ? -1 : n;
      }
      into[offset + n] =
          resampler.sample(made, buffer, base, ended ? base + filled : Long.MAX_VALUE / 2);
      made++;
    }
    return length;
  }

  private void fill() {
    // The first tap moves forwards only; one sample more guards against its rounding.
    int drop = (int) Math.min(filled, Math.max(0, resampler.firstTap(made) - 1 - base));
    System.arraycopy(buffer, drop, buffer, 0, filled - drop);
    filled -= drop;
    base += drop;
    if (filled + PIECE > buffer.length) {
      buffer = Arrays.copyOf(buffer, filled + PIECE);
    }
    int n = source.read(buffer, filled, PIECE);
    ended = n < 0;
    filled += Math.max(0, n);
  }

  @Override
  public void close() {
    source.close();
  }
}
