package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;

/**
 * A vector for each code, or one for all codes of an item, from a table of few.
 *
 * @param table [rows, C]
 * @param index rows of the table, INT64 [N, T] or [N, 1]
 */
public record Lookup(NDArray table, NDArray index) {
  /** The vectors [N, T, C] or [N, 1, C]. */
  public NDArray vectors() {
    return ai.djl.nn.core.Embedding.embedding(index, table, SparseFormat.DENSE).singletonOrThrow();
  }
}
