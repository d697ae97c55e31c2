package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import io.im2wav4j.models.vqvae.CodebookMetrics;
import io.im2wav4j.models.vqvae.QuantizedResult;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.Random;

/**
 * The codes of one level: {@code k} [K, C]. Not trained by the gradient: a vector is the ratio of
 * two moving sums (of the encoder's outputs nearest to it, and of their count), and a code that is
 * used too rarely restarts from an output of the batch (van den Oord et al. 2017, appendix A.1;
 * restarts as in Jukebox, Dhariwal et al. 2020).
 *
 * <p>The moving sums are no part of published weight files: {@link #sums()} and {@link #counts()}
 * are saved beside ours. All-zero counts mean that the codebook was never initialised.
 */
final class Codebook extends Module {
  /** Distances held at a time. */
  private static final int DISTANCES = 1 << 21;

  private final VqVaeConfig config;
  private final NDArray k;
  private final NDArray sums;
  private final NDArray counts;

  /** An uninitialised codebook: all zeros. */
  public Codebook(ParameterFactory make, VqVaeConfig config) {
    this.config = config;
    this.k = buffer("k", make.zeros(config.codebookSize(), config.embeddingWidth()));
    this.sums = make.zeros(config.codebookSize(), config.embeddingWidth());
    this.counts = make.zeros(config.codebookSize());
  }

  /** Moving sums of the vectors that chose each code [K, C]. */
  public NDArray sums() {
    return sums;
  }

  /** Moving counts of the vectors that chose each code [K]. */
  public NDArray counts() {
    return counts;
  }

  /** Vectors [N, C, T] as rows [N T, C]. */
  public static NDArray rows(NDArray encoded) {
    long width = encoded.getShape().get(1);
    return encoded.transpose(0, 2, 1).reshape(-1, width);
  }

  /** Nearest codes of rows [M, C]: [M], INT64. Distances are made in pieces, so memory is flat. */
  public NDArray nearest(NDArray rows) {
    int count = Math.toIntExact(rows.getShape().get(0));
    int piece = Math.max(1, DISTANCES / config.codebookSize());
    NDList parts = new NDList();
    // argmin |x - k|^2 = argmax x.k - |k|^2 / 2
    try (NDArray transposed = k.transpose();
        NDArray squares = k.square();
        NDArray norms = squares.sum(new int[] {1});
        NDArray halfNorms = norms.mul(0.5f)) {
      for (int from = 0; from < count; from += piece) {
        try (NDArray some = rows.get(new NDIndex("{}:{}", from, Math.min(count, from + piece)));
            NDArray products = some.matMul(transposed)) {
          parts.add(products.subi(halfNorms).argMax(1));
        }
      }
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 0);
  }

  /** Codes [N, T] as vectors [N, C, T]. */
  public NDArray lookUp(NDArray codes) {
    return ai.djl.nn.core.Embedding.embedding(codes, k, SparseFormat.DENSE)
        .singletonOrThrow()
        .transpose(0, 2, 1);
  }

  /** Quantizes an encoder's output [N, C, T] with the codebook as it is. */
  public QuantizedResult quantize(NDArray encoded) {
    NDArray detached = encoded.stopGradient();
    NDArray rows = rows(detached);
    NDArray codes = nearest(rows).reshape(encoded.getShape().get(0), encoded.getShape().get(2));
    NDArray vectors = lookUp(codes);
    NDArray commitment = encoded.sub(vectors).square().mean();
    NDArray quantized = encoded.add(vectors.sub(detached));
    return new QuantizedResult(codes, quantized, commitment, rows);
  }

  /**
   * Moves the codebook towards a quantized batch. Call it after the batch's loss was computed: the
   * loss sees the codebook from before.
   */
  public CodebookMetrics update(QuantizedResult batch, Random random) {
    float[] rows = batch.rows().toFloatArray();
    float[] tiled = tiled(rows, random);
    int[] order = CodebookUpdate.permutation(tiled.length / config.embeddingWidth(), random);
    return update(rows, batch.codes().toLongArray(), tiled, order);
  }

  private CodebookMetrics update(float[] rows, long[] codes, float[] restarts, int[] order) {
    CodebookUpdate update =
        new CodebookUpdate(config, k.toFloatArray(), sums.toFloatArray(), counts.toFloatArray());
    CodebookMetrics metrics = update.apply(rows, codes, restarts, order);
    k.set(update.vectors());
    sums.set(update.sums());
    counts.set(update.counts());
    return metrics;
  }

  /** Rows repeated with a little noise until there are at least K. */
  private float[] tiled(float[] rows, Random random) {
    return CodebookUpdate.tiled(rows, config.codebookSize(), config.embeddingWidth(), random);
  }
}
