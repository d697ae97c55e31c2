package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;

/** A table of vectors. {@code weight} [entries, width]. */
public final class Embedding extends Module {
  private final NDArray weight;

  /** Normal initial values. */
  public Embedding(ParameterFactory make, int entries, int width, double standardDeviation) {
    this.weight = parameter("weight", make.normal(standardDeviation, entries, width));
  }

  /** Integers [...] become vectors [..., width]. */
  public NDArray forward(NDArray indices) {
    return ai.djl.nn.core.Embedding.embedding(indices, weight, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  /** The table [entries, width]. */
  public NDArray weight() {
    return weight;
  }
}
