package io.im2wav4j.encoders;

import java.util.List;

/** A frozen network that turns sounds into the vectors of an {@link ImageEncoder}'s space. */
public interface AudioEncoder extends AudioEmbedder {
  /** Length of a vector. */
  int width();

  /**
   * One vector of unit length for each clip, [clips][width].
   *
   * @param clips mono samples in [-1, 1] at {@link #sampleRate()}, of any lengths
   */
  float[][] encode(List<float[]> clips);

  /** The same vectors, one a clip. */
  @Override
  default List<float[][]> embed(List<float[]> clips) {
    return AudioEmbedder.single(encode(clips));
  }
}
