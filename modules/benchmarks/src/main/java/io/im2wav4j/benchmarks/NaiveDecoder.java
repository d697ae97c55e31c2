package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.im2wav4j.models.lm.AttentionKind;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.TransformerBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * The baseline of the decode benchmark, as the reference decodes: single precision, the guided and
 * the unguided branch one after the other, keys and values of all codes so far in arrays that grow
 * by concatenation. For time only: the conditions are zeros.
 */
final class NaiveDecoder implements AutoCloseable {
  private final LanguageModel model;
  private final LanguageModelConfig config;
  private final NDManager manager;
  private final int items;
  private final int branches;
  private final List<NDArray> caches = new ArrayList<>(); // [N, t, 2S], branch after branch
  private int position;

  /**
   * A decoder that has decoded {@code position} codes of zeros.
   *
   * @param branches 2 with guidance, 1 without
   */
  NaiveDecoder(LanguageModel model, NDManager parent, int items, int branches, int position) {
    this.model = model;
    this.config = model.config();
    this.manager = parent.newSubManager();
    this.items = items;
    this.branches = branches;
    this.position = position;
    for (int i = 0; i < branches * config.depth(); i++) {
      caches.add(manager.zeros(new Shape(items, position, 2L * config.attentionSize())));
    }
  }

  /** Logits of the next code of all items, a pass for each branch. */
  void next() {
    for (int branch = 0; branch < branches; branch++) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray codes = manager.zeros(new Shape(items, 1), DataType.INT64);
        NDArray x =
            ai.djl.nn.core.Embedding.embedding(
                    codes, model.transformer().embeddings(), SparseFormat.DENSE)
                .singletonOrThrow();
        x = x.add(model.transformer().positions().get(new NDIndex("{}", position)));
        int i = branch * config.depth();
        for (TransformerBlock block : model.transformer().layers()) {
          x = layer(block, x, i++);
        }
        ai.djl.nn.core.Linear.linear(x, model.transformer().embeddings())
            .singletonOrThrow()
            .toFloatArray();
      }
    }
    position++;
  }

  private NDArray layer(TransformerBlock block, NDArray x, int cache) {
    long state = config.attentionSize();
    NDArray qkv = block.attention().queryKeyValue().forward(block.beforeAttention().forward(x));
    NDArray grown =
        NDArrays.concat(new NDList(caches.get(cache), qkv.get(new NDIndex("..., {}:", state))), 1);
    NDScope.unregister(grown);
    caches.get(cache).close();
    grown.attach(manager);
    caches.set(cache, grown);
    NDArray seen = seen(block.attention().kind(), grown);
    NDArray attended;
    if (seen == null) {
      attended = manager.zeros(new Shape(items, 1, state));
    } else {
      NDArray keys = seen.get(new NDIndex("..., :{}", state));
      NDArray values = seen.get(new NDIndex("..., {}:", state));
      NDArray queries = qkv.get(new NDIndex("..., :{}", state)).mul((float) (1 / Math.sqrt(state)));
      attended = queries.batchMatMul(keys.transpose(0, 2, 1)).softmax(-1).batchMatMul(values);
    }
    NDArray h = x.add(block.attention().out().forward(attended));
    return h.add(block.feedForward().forward(block.beforeFeedForward().forward(h)));
  }

  private NDArray seen(AttentionKind kind, NDArray all) {
    int length = config.contextLength() / config.blocks();
    int from = position / length * length;
    return switch (kind) {
      case DENSE -> all;
      case BLOCK -> all.get(new NDIndex(":, {}:", from));
      case TRANSPOSED_BLOCK -> all.get(new NDIndex(":, " + position % length + "::" + length));
      case PREVIOUS_BLOCK ->
          from == 0 ? null : all.get(new NDIndex(":, {}:{}", from - length, from));
    };
  }

  @Override
  public void close() {
    manager.close();
  }
}
