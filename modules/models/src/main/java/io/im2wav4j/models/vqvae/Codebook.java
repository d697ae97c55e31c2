package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.SparseFormat;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.util.Arrays;
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
public final class Codebook extends Module {
  /** Distances held at a time: a megabyte of them stays in the cache. */
  private static final int DISTANCES = 1 << 18;

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

  /** The vectors [K, C]. */
  public NDArray vectors() {
    return k;
  }

  /** Moving sums of the vectors that chose each code [K, C]. */
  public NDArray sums() {
    return sums;
  }

  /** Moving counts of the vectors that chose each code [K]. */
  public NDArray counts() {
    return counts;
  }

  /** Whether the moving sums hold anything. */
  public boolean initialised() {
    try (NDArray largest = counts.max()) {
      return largest.getFloat() > 0;
    }
  }

  /** Vectors [N, C, T] as rows [N T, C]. */
  public static NDArray rows(NDArray encoded) {
    long width = encoded.getShape().get(1);
    return encoded.transpose(0, 2, 1).reshape(-1, width);
  }

  /** Nearest codes of rows [M, C]: [M], INT64. Distances are made in pieces, so memory is flat. */
  public NDArray nearest(NDArray rows) {
    int count = Math.toIntExact(rows.getShape().get(0));
    int most = Math.max(1, DISTANCES / config.codebookSize());
    // Equal pieces: a product of a few rows left over would be computed in another way, and its
    // last
    // bits could choose another code than the same row among many.
    int pieces = (count + most - 1) / most;
    long[] codes = new long[count];
    // argmin |x - k|^2 = argmax x.k - |k|^2 / 2
    try (NDArray transposed = k.transpose();
        NDArray squares = k.square();
        NDArray norms = squares.sum(new int[] {1});
        NDArray halfNorms = norms.mul(0.5f)) {
      float[] offsets = halfNorms.toFloatArray();
      for (int i = 0; i < pieces; i++) {
        long from = (long) i * count / pieces;
        long to = (i + 1L) * count / pieces;
        try (NDArray some = rows.get(new NDIndex("{}:{}", from, to));
            NDArray products = some.matMul(transposed)) {
          NearestCodes.find(products, offsets, codes, (int) from);
        }
      }
    }
    return rows.getManager().create(codes);
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

  /** Makes the codebook of random rows of the first batch, each with the moving count 1. */
  public void initialise(NDArray rows, Random random) {
    float[] tiled = tiled(rows.toFloatArray(), random);
    float[] first =
        CodebookUpdate.pick(
            tiled,
            CodebookUpdate.permutation(tiled.length / config.embeddingWidth(), random),
            config.codebookSize(),
            config.embeddingWidth());
    Weights.write(first, k);
    restore(1);
  }

  /**
   * Makes the moving sums agree with the vectors: each code counts {@code usage} times. For weights
   * that came without their sums.
   */
  public void restore(double usage) {
    float[] values = k.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) usage;
    }
    Weights.write(values, sums);
    float[] each = new float[config.codebookSize()];
    Arrays.fill(each, (float) usage);
    Weights.write(each, counts);
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

  /**
   * As {@link #update(QuantizedResult, Random)} with a fixed permutation of the batch's rows: a
   * code i that restarts takes row {@code order[i]}.
   */
  public CodebookMetrics update(QuantizedResult batch, int[] order) {
    float[] rows = batch.rows().toFloatArray();
    return update(rows, batch.codes().toLongArray(), rows, order);
  }

  private CodebookMetrics update(float[] rows, long[] codes, float[] restarts, int[] order) {
    CodebookUpdate update =
        new CodebookUpdate(config, k.toFloatArray(), sums.toFloatArray(), counts.toFloatArray());
    CodebookMetrics metrics = update.apply(rows, codes, restarts, order);
    Weights.write(update.vectors(), k);
    Weights.write(update.sums(), sums);
    Weights.write(update.counts(), counts);
    return metrics;
  }

  /** Rows repeated with a little noise until there are at least K. */
  private float[] tiled(float[] rows, Random random) {
    return CodebookUpdate.tiled(rows, config.codebookSize(), config.embeddingWidth(), random);
  }
}
