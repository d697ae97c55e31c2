package io.im2wav4j.encoders;

import java.util.List;

/**
 * A frozen network that turns sounds into the vectors of an {@link ImageEncoder}'s space. One
 * thread at a time.
 */
public interface AudioEncoder extends AutoCloseable {
  /** What a report calls it. */
  String name();

  /** SHA-256 of the weights. */
  String sha256();

  /** Length of a vector. */
  int width();

  /** Samples a second that {@link #encode} wants. */
  int sampleRate();

  /**
   * One vector of unit length for each clip, [clips][width].
   *
   * @param clips mono samples in [-1, 1] at {@link #sampleRate()}, of any lengths
   */
  float[][] encode(List<float[]> clips);

  @Override
  void close();
}
