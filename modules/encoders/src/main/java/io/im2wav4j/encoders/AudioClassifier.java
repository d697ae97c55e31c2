package io.im2wav4j.encoders;

import java.util.List;

/** A frozen network that says what a sound is. One thread at a time. */
public interface AudioClassifier extends AutoCloseable {
  /** What a report calls it. */
  String name();

  /** SHA-256 of the weights. */
  String sha256();

  /** Samples a second that the clips must have. */
  int sampleRate();

  /** The classes, in the order of the logits. */
  List<String> labels();

  /**
   * Unnormalised scores, [clips][labels].
   *
   * @param clips mono samples in [-1, 1] at {@link #sampleRate()}, of any lengths
   */
  float[][] logits(List<float[]> clips);

  /**
   * The features before the last layer, [clips][features]: what a Frechet distance compares.
   *
   * @param clips as for {@link #logits}
   */
  float[][] embeddings(List<float[]> clips);

  @Override
  void close();
}
