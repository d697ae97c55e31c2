package io.im2wav4j.encoders;

import java.util.List;

/** A frozen network that says what a sound is. */
public interface AudioClassifier extends AudioEmbedder {
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

  /** The same features, one vector a clip. */
  @Override
  default List<float[][]> embed(List<float[]> clips) {
    return AudioEmbedder.single(embeddings(clips));
  }
}
