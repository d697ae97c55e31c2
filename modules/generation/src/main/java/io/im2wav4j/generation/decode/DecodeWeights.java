package io.im2wav4j.generation.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.im2wav4j.models.lm.AttentionKind;
import io.im2wav4j.models.lm.FactoredAttention;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.Projection;
import io.im2wav4j.models.lm.TransformerBlock;
import io.im2wav4j.nn.layer.LayerNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's weights rearranged for decoding, so that a step needs few operations: columns of the
 * query-key-value layer grouped by head, the score's scale folded into the queries, the constant of
 * quick-GELU folded into the layers around it, matrices as [out, in]. Made once, used by many
 * decoders.
 */
final class DecodeWeights implements CodeDecoders {
  private static final float QUICK_GELU = 1.702f;

  private final LanguageModel model;
  private final NDManager manager;
  private final List<Layer> layers = new ArrayList<>();

  /** One layer: S attention state, F feed-forward width, C width. */
  record Layer(
      TransformerBlock block,
      AttentionKind kind,
      PtNDArray norm0Scale,
      PtNDArray norm0Offset,
      PtNDArray queryKeyValue, // [3S, C]
      PtNDArray queryKeyValueBias,
      PtNDArray attentionOut, // [C, S]
      PtNDArray attentionOutBias,
      PtNDArray norm1Scale,
      PtNDArray norm1Offset,
      PtNDArray hidden, // [F, C]
      PtNDArray hiddenBias,
      PtNDArray out, // [C, F]
      PtNDArray outBias) {}

  /** Copies the weights of a model as they are now. */
  DecodeWeights(LanguageModel model) {
    this.model = model;
    this.manager = model.transformer().embeddings().getManager().newSubManager();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      model.transformer().layers().forEach(block -> layers.add(layer(block)));
    }
  }

  private Layer layer(TransformerBlock block) {
    FactoredAttention attention = block.attention();
    LayerNorm norm0 = block.beforeAttention();
    LayerNorm norm1 = block.beforeFeedForward();
    Projection hidden = block.feedForward().hidden();
    Projection out = block.feedForward().out();
    return new Layer(
        block,
        attention.kind(),
        keep(norm0.weight()),
        keep(norm0.bias()),
        keep(byHead(attention.queryKeyValue().weight())),
        keep(byHead(attention.queryKeyValue().bias())),
        keep(attention.out().weight().transpose()),
        keep(attention.out().bias()),
        keep(norm1.weight()),
        keep(norm1.bias()),
        keep(hidden.weight().transpose().mul(QUICK_GELU)),
        keep(hidden.bias().mul(QUICK_GELU)),
        keep(out.weight().transpose().mul(1 / QUICK_GELU)),
        keep(out.bias()));
  }

  /** [C, 3S] becomes [3S, C], [3S] stays: for each head its query, key and value. */
  private NDArray byHead(NDArray weight) {
    LanguageModelConfig config = model.config();
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    float[] factors = new float[3 * size];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = i < size ? (float) (1 / Math.sqrt(size)) : 1;
    }
    NDArray factor = manager.create(factors, new Shape(1, 3, size, 1));
    NDArray grouped =
        weight.transpose().reshape(3, heads, size, -1).transpose(1, 0, 2, 3).mul(factor);
    return weight.getShape().dimension() == 1
        ? grouped.reshape(3L * heads * size)
        : grouped.reshape(3L * heads * size, -1);
  }

  private PtNDArray keep(NDArray array) {
    // A copy is contiguous and does not follow the model's training.
    NDArray copy = array.stopGradient().duplicate();
    NDScope.unregister(copy);
    copy.attach(manager);
    return (PtNDArray) copy;
  }

  /** The model. */
  LanguageModel model() {
    return model;
  }

  List<Layer> layers() {
    return layers;
  }

  @Override
  public CodeDecoder decoder(NDManager owner, int rows) {
    return new CachedDecoder(this, owner, rows);
  }

  @Override
  public void close() {
    manager.close();
  }
}
