package io.im2wav4j.evaluation.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** An embedder that gives one vector a sound. */
record SingleVectorEmbedder(
    String name, String sha256, int sampleRate, Function<List<float[]>, float[][]> network)
    implements AudioEmbedder {

  @Override
  public List<float[][]> embed(List<float[]> sounds) {
    return Arrays.stream(network.apply(sounds)).map(v -> new float[][] {v}).toList();
  }
}
