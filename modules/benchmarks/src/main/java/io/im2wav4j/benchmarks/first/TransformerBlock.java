package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.lm.AttentionKind;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** a = attn(ln_0(x)), y = x + a + mlp(ln_1(x + a)). */
final class TransformerBlock extends Module {
  private final FactoredAttention attention;
  private final LayerNorm beforeAttention;
  private final FeedForward feedForward;
  private final LayerNorm beforeFeedForward;

  TransformerBlock(ParameterFactory make, LanguageModelConfig config, AttentionKind kind) {
    double deviation = 0.02 * config.initScale();
    int width = config.width();
    this.attention =
        child(
            "attn",
            new FactoredAttention(
                make,
                kind,
                width,
                config.attentionSize(),
                config.heads(),
                config.contextLength(),
                config.blocks(),
                deviation));
    this.beforeAttention = child("ln_0", new LayerNorm(make, width));
    this.feedForward = child("mlp", new FeedForward(make, width, config.mlpSize(), deviation));
    this.beforeFeedForward = child("ln_1", new LayerNorm(make, width));
  }

  /** [N, T, width] keeps its shape. */
  public NDArray forward(NDArray x) {
    NDArray h = x.add(attention.forward(beforeAttention.forward(x)));
    return h.add(feedForward.forward(beforeFeedForward.forward(h)));
  }
}
