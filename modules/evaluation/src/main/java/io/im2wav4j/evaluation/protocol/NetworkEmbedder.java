package io.im2wav4j.evaluation.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** An embedder made of a network's method. */
record NetworkEmbedder(
    String name, String sha256, int sampleRate, Function<List<float[]>, List<float[][]>> network)
    implements AudioEmbedder {

  @Override
  public List<float[][]> embed(List<float[]> sounds) {
    return network.apply(sounds);
  }

  /** One vector a sound. */
  static List<float[][]> single(float[][] rows) {
    return Arrays.stream(rows).map(row -> new float[][] {row}).toList();
  }
}
