package io.im2wav4j.encoders.clip;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Activations;
import io.im2wav4j.nn.layer.LayerNorm;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** x + attention(ln_1(x)), then x + mlp(ln_2(x)) with quick-GELU and four times the width. */
final class ResidualAttentionBlock extends Module {
  private final SelfAttention attention;
  private final LayerNorm first;
  private final Linear widen;
  private final Linear narrow;
  private final LayerNorm second;

  ResidualAttentionBlock(ParameterFactory make, int width, int heads) {
    this.attention = child("attn", new SelfAttention(make, width, heads));
    this.first = child("ln_1", new LayerNorm(make, width));
    this.widen = child("mlp.c_fc", new Linear(make, width, 4 * width));
    this.narrow = child("mlp.c_proj", new Linear(make, 4 * width, width));
    this.second = child("ln_2", new LayerNorm(make, width));
  }

  /** [N, L, width] keeps its shape; the mask as in {@link SelfAttention#forward}. */
  NDArray forward(NDArray x, NDArray mask) {
    NDArray y = x.add(attention.forward(first.forward(x), mask));
    return y.add(narrow.forward(Activations.quickGelu(widen.forward(second.forward(y)))));
  }
}
