package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Embedding;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * Embeds a real number by the bin it falls in. {@code emb.weight} [bins, width]. Arithmetic is in
 * float, in the reference's order, so that numbers on a bin's edge fall in the same bin.
 */
final class RangeEmbedding extends Module {
  private final Embedding embedding;
  private final int bins;
  private final float min;
  private final float span;

  RangeEmbedding(
      ParameterFactory make, int bins, double min, double max, int width, double deviation) {
    this.embedding = child("emb", new Embedding(make, bins, width, deviation));
    this.bins = bins;
    this.min = (float) min;
    this.span = (float) (max - min);
  }

  /** The bin of a value; values outside of the range fall in the first or last. */
  long bin(float value) {
    double bin = Math.floor(bins * ((value - min) / span));
    return Math.max(0, Math.min(bins - 1, (long) bin));
  }

  /** The bins of {@code count} values from start, evenly spaced, end excluded. */
  long[] bins(float start, float end, int count) {
    long[] all = new long[count];
    for (int i = 0; i < count; i++) {
      all[i] = bin(start + (end - start) * ((float) i / count));
    }
    return all;
  }

  /** The vectors of bins [N, T]. */
  Lookup lookup(NDArray binned) {
    return new Lookup(embedding.weight(), binned);
  }
}
