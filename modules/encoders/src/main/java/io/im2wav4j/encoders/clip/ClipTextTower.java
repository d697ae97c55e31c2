package io.im2wav4j.encoders.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Embedding;
import io.im2wav4j.nn.layer.LayerNorm;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * CLIP's text transformer; its tensors are those of the published state dict that do not start with
 * {@code visual.}, the scale of the logits among them.
 */
public final class ClipTextTower extends Module {
  private final Embedding tokens;
  private final NDArray positions;
  private final NDArray projection;
  private final NDArray logitScale;
  private final List<ResidualAttentionBlock> blocks = new ArrayList<>();
  private final LayerNorm last;

  /** A tower with values to be loaded over. */
  public ClipTextTower(ParameterFactory make, ClipTextConfig config) {
    int width = config.width();
    this.positions = parameter("positional_embedding", make.normal(0.01, config.context(), width));
    this.projection =
        parameter(
            "text_projection", make.normal(1 / Math.sqrt(width), width, config.embeddingWidth()));
    this.logitScale = parameter("logit_scale", make.zeros());
    this.tokens = child("token_embedding", new Embedding(make, config.vocabulary(), width, 0.02));
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(
          child(
              "transformer.resblocks." + i,
              new ResidualAttentionBlock(make, width, config.heads())));
    }
    this.last = child("ln_final", new LayerNorm(make, width));
  }

  /**
   * Ids [N, L] become embeddings [N, embedding width], not normalised: the vector at the place of
   * the highest id, which is the end of the text.
   *
   * @param ids INT64
   */
  public NDArray forward(NDArray ids) {
    NDArray x = tokens.forward(ids).add(positions);
    NDArray mask = causal(ids.getManager(), ids.getShape().get(1));
    for (ResidualAttentionBlock block : blocks) {
      x = block.forward(x, mask);
    }
    long width = x.getShape().get(2);
    NDArray ends = ids.argMax(1).reshape(-1, 1, 1).broadcast(ids.getShape().get(0), 1, width);
    return last.forward(x.gather(ends, 1).squeeze(1)).matMul(projection);
  }

  /** 0 where a position may see another, else a number that the softmax makes 0; [L, L]. */
  private static NDArray causal(NDManager manager, long length) {
    int n = Math.toIntExact(length);
    float[] mask = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        mask[i * n + j] = Float.NEGATIVE_INFINITY;
      }
    }
    return manager.create(mask, new Shape(n, n));
  }

  /** What cosines are multiplied by to become logits. */
  public double logitScale() {
    return Math.exp(logitScale.getFloat());
  }
}
