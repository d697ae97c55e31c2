package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.ScalarConstants;

/**
 * Causal self-attention over part of the past (Child et al. 2019, as in Jukebox and Im2Wav): {@code
 * c_attn} makes queries, keys and values, {@code c_proj} the output.
 *
 * <p>N items, T codes, L codes in a block, B = T / L blocks, S attention state, H heads. The part
 * that is seen becomes an axis of its own, so no score is computed to be masked away, except the
 * future's in that axis.
 */
public final class FactoredAttention extends Module {
  private final AttentionKind kind;
  private final int state;
  private final int heads;
  private final int blockLength;
  private final float scale;
  private final Projection queryKeyValue;
  private final Projection out;
  private final NDArray future;

  /**
   * @param width of the model
   * @param state width of queries, keys and values, a multiple of {@code heads}
   * @param context longest sequence, a multiple of {@code blocks}
   * @param deviation standard deviation of the first weights
   */
  public FactoredAttention(
      ParameterFactory make,
      AttentionKind kind,
      int width,
      int state,
      int heads,
      int context,
      int blocks,
      double deviation) {
    this.kind = kind;
    this.state = state;
    this.heads = heads;
    this.blockLength = context / blocks;
    this.scale = (float) (1 / Math.sqrt((double) state / heads));
    this.queryKeyValue = child("c_attn", new Projection(make, width, 3 * state, deviation));
    this.out = child("c_proj", new Projection(make, state, width, deviation));
    this.future =
        switch (kind) {
          case DENSE -> future(make, context);
          case BLOCK -> future(make, blockLength);
          case TRANSPOSED_BLOCK -> future(make, blocks);
          case PREVIOUS_BLOCK -> null;
        };
  }

  /** 0 where the key is not later than the query, else minus infinity, [length, length]. */
  private static NDArray future(ParameterFactory make, int length) {
    make.reserve((long) length * length);
    float[] mask = new float[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = query + 1; key < length; key++) {
        mask[query * length + key] = Float.NEGATIVE_INFINITY;
      }
    }
    return make.manager().create(mask, new Shape(length, length));
  }

  /** [N, T, width] keeps its shape; T is a multiple of L (any T for dense attention). */
  public NDArray forward(NDArray x) {
    long n = x.getShape().get(0);
    long t = x.getShape().get(1);
    long blocks = t / blockLength;
    NDArray qkv = queryKeyValue.forward(x); // [N, T, 3S]
    NDArray a =
        switch (kind) {
          case DENSE -> attend(qkv, qkv);
          case BLOCK -> {
            NDArray rows = qkv.reshape(n * blocks, blockLength, 3L * state);
            yield attend(rows, rows);
          }
          case TRANSPOSED_BLOCK -> {
            NDArray rows =
                qkv.reshape(n, blocks, blockLength, 3L * state)
                    .transpose(0, 2, 1, 3)
                    .reshape(n * blockLength, blocks, 3L * state);
            yield attend(rows, rows).reshape(n, blockLength, blocks, state).transpose(0, 2, 1, 3);
          }
          case PREVIOUS_BLOCK -> {
            NDArray nothing = qkv.getManager().zeros(new Shape(n, blockLength, 3L * state));
            NDArray earlier = qkv.get(new NDIndex(":, :{}", t - blockLength));
            NDArray keys = NDArrays.concat(new NDList(nothing, earlier), 1);
            yield attend(
                qkv.reshape(n * blocks, blockLength, 3L * state),
                keys.reshape(n * blocks, blockLength, 3L * state));
          }
        };
    return out.forward(a.reshape(n, t, state));
  }

  /** Queries of one [R, Q, 3S] over keys and values of the other [R, K, 3S]: [R, Q, S]. */
  private NDArray attend(NDArray queries, NDArray keys) {
    long rows = queries.getShape().get(0);
    long count = queries.getShape().get(1);
    NDList own = queries.split(3, 2);
    NDList seen = queries == keys ? own : keys.split(3, 2);
    NDArray q = heads(own.get(0)); // [R H, Q, S/H]
    NDArray k = heads(seen.get(1));
    NDArray v = heads(seen.get(2));
    NDArray scores = ScalarConstants.mul(q, scale).batchMatMul(k.transpose(0, 2, 1)); // [R H, Q, K]
    if (future != null) {
      scores =
          scores.add(
              count == future.getShape().get(0)
                  ? future
                  : future.get(new NDIndex(":{}, :{}", count, count)));
    }
    NDArray mixed = scores.softmax(-1).batchMatMul(v); // [R H, Q, S/H]
    if (heads == 1) {
      return mixed;
    }
    return mixed
        .reshape(rows, heads, count, state / heads)
        .transpose(0, 2, 1, 3)
        .reshape(rows, count, state);
  }

  /** [R, Q, S] to [R H, Q, S/H]. */
  private NDArray heads(NDArray part) {
    if (heads == 1) {
      return part;
    }
    long rows = part.getShape().get(0);
    long count = part.getShape().get(1);
    return part.reshape(rows, count, heads, state / heads)
        .transpose(0, 2, 1, 3)
        .reshape(rows * heads, count, state / heads);
  }

  /** What is seen. */
  public AttentionKind kind() {
    return kind;
  }

  /** Codes in a block, L. */
  public int blockLength() {
    return blockLength;
  }

  /** Attention heads, H. */
  public int heads() {
    return heads;
  }

  /** The layer that makes queries, keys and values. */
  public Projection queryKeyValue() {
    return queryKeyValue;
  }

  /** The layer that makes the output. */
  public Projection out() {
    return out;
  }
}
