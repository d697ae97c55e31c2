package io.im2wav4j.encoders;

import java.util.Arrays;
import java.util.List;

/**
 * A frozen network whose vectors a Frechet distance compares. A sound gives one vector or several
 * (VGGish: one for each 0.96 s).
 */
public interface AudioEmbedder extends FrozenNetwork {
  /** Samples a second that the clips must have. */
  int sampleRate();

  /**
   * The vectors of each clip, [vectors][width], at least one.
   *
   * @param clips mono samples in [-1, 1] at {@link #sampleRate()}, of any lengths
   */
  List<float[][]> embed(List<float[]> clips);

  /** Rows as one vector a clip. */
  static List<float[][]> single(float[][] rows) {
    return Arrays.stream(rows).map(row -> new float[][] {row}).toList();
  }
}
