package io.im2wav4j.audio;

/** Mono sound that comes piece by piece: hours of it need no more memory than seconds. */
public interface SampleStream extends AutoCloseable {
  /** Samples a second. */
  int sampleRate();

  /**
   * Reads up to {@code length} samples; how many came, or -1 at the end.
   *
   * @throws io.im2wav4j.core.error.UserError where the rest of the file cannot be decoded
   */
  int read(float[] into, int offset, int length);

  @Override
  void close();
}
