package io.im2wav4j.encoders.passt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.layer.LayerNorm;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** x + attention(norm1(x)), then x + mlp(norm2(x)) with the exact GELU and four times the width. */
final class PasstBlock extends Module {
  private static final float EPSILON = 1e-6f;

  private final int heads;
  private final LayerNorm norm1;
  private final Linear qkv;
  private final Linear proj;
  private final LayerNorm norm2;
  private final Linear widen;
  private final Linear narrow;

  PasstBlock(ParameterFactory make, int width, int heads) {
    this.heads = heads;
    this.norm1 = child("norm1", new LayerNorm(make, width, EPSILON));
    this.qkv = child("attn.qkv", new Linear(make, width, 3 * width));
    this.proj = child("attn.proj", new Linear(make, width, width));
    this.norm2 = child("norm2", new LayerNorm(make, width, EPSILON));
    this.widen = child("mlp.fc1", new Linear(make, width, 4 * width));
    this.narrow = child("mlp.fc2", new Linear(make, 4 * width, width));
  }

  /** [N, L, width] keeps its shape. */
  NDArray forward(NDArray x) {
    NDArray y = x.add(attention(norm1.forward(x)));
    return y.add(narrow.forward(Activation.gelu(widen.forward(norm2.forward(y)))));
  }

  private NDArray attention(NDArray x) {
    long n = x.getShape().get(0);
    long length = x.getShape().get(1);
    long width = x.getShape().get(2);
    NDArray all =
        qkv.forward(x).reshape(n, length, 3, heads, width / heads).transpose(2, 0, 3, 1, 4);
    NDArray queries = all.get(new NDIndex("0")).mul((float) (1 / Math.sqrt(width / heads)));
    NDArray keys = all.get(new NDIndex("1")).transpose(0, 1, 3, 2);
    NDArray values = all.get(new NDIndex("2"));
    // The maps [N, heads, L, L] are most of the memory: they go before the rest of the block.
    try (NDArray scores = queries.matMul(keys);
        NDArray shares = scores.softmax(-1)) {
      return proj.forward(shares.matMul(values).transpose(0, 2, 1, 3).reshape(n, length, width));
    }
  }
}
