package io.im2wav4j.models.codec;

/** Sound that comes piece by piece, mono, at the codec's rate. */
@FunctionalInterface
public interface SampleSource {
  /** Reads up to {@code length} samples; how many came, or -1 at the end. */
  int read(float[] into, int offset, int length);

  /** The samples of an array. */
  static SampleSource of(float[] samples) {
    return new SampleSource() {
      private int at;

      @Override
      public int read(float[] into, int offset, int length) {
        int n = Math.min(length, samples.length - at);
        System.arraycopy(samples, at, into, offset, n);
        at += n;
        return n == 0 && length > 0 ? -1 : n;
      }
    };
  }
}
