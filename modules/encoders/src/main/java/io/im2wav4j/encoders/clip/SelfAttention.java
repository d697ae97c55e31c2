package io.im2wav4j.encoders.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * Attention of positions to each other, under the names of PyTorch's MultiheadAttention: {@code
 * in_proj_weight} [3 width, width] and {@code in_proj_bias} [3 width] (queries, keys, values),
 * {@code out_proj}.
 */
final class SelfAttention extends Module {
  private final int heads;
  private final NDArray weight;
  private final NDArray bias;
  private final Linear out;

  SelfAttention(ParameterFactory make, int width, int heads) {
    this.heads = heads;
    this.weight = parameter("in_proj_weight", make.fanIn(width, 3L * width, width));
    this.bias = parameter("in_proj_bias", make.zeros(3L * width));
    this.out = child("out_proj", new Linear(make, width, width));
  }

  /**
   * [N, L, width] keeps its shape.
   *
   * @param mask added to the scores, [L, L]: a large negative number where a position must not see
   *     another; null: all see all
   */
  NDArray forward(NDArray x, NDArray mask) {
    long n = x.getShape().get(0);
    long length = x.getShape().get(1);
    long width = x.getShape().get(2);
    NDArray all =
        ai.djl.nn.core.Linear.linear(x, weight, bias)
            .singletonOrThrow()
            .reshape(n, length, 3, heads, width / heads)
            .transpose(2, 0, 3, 1, 4); // [3, N, heads, L, head width]
    NDArray queries = all.get(new NDIndex("0")).mul((float) (1 / Math.sqrt(width / heads)));
    NDArray keys = all.get(new NDIndex("1"));
    NDArray values = all.get(new NDIndex("2"));
    NDArray scores = queries.matMul(keys.transpose(0, 1, 3, 2));
    NDArray mixed = (mask == null ? scores : scores.add(mask)).softmax(-1).matMul(values);
    return out.forward(mixed.transpose(0, 2, 1, 3).reshape(n, length, width));
  }
}
