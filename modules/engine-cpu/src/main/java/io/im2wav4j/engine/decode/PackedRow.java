package io.im2wav4j.engine.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.util.ArrayList;
import java.util.List;

/** A row of a decoder: where its window stands, its conditions, what its layers remember. */
final class PackedRow {
  /** Codes whose conditions are fetched from the tensor engine together. */
  private static final int AHEAD = 32;

  final List<KeyValueCache> memories = new ArrayList<>();
  int position;

  private final int width;
  private final NDArray perCode;
  private final float[] start;
  private float[] fetched = {};
  private int fetchedFrom = -1;

  /**
   * A row at the start of its window.
   *
   * @param memories of a row that is no longer used, or null
   */
  PackedRow(
      PackedModel model, NDManager manager, Conditions conditions, List<KeyValueCache> memories) {
    LanguageModelConfig config = model.config;
    this.width = config.width();
    this.start = conditions.start().toFloatArray();
    this.perCode = own(manager, conditions.perCode());
    if (memories != null) {
      this.memories.addAll(memories);
      return;
    }
    for (PackedModel.Layer layer : model.layers) {
      this.memories.add(
          new KeyValueCache(
              layer.kind(),
              config.heads(),
              config.contextLength(),
              config.blocks(),
              config.attentionSize() / config.heads()));
    }
  }

  private static NDArray own(NDManager manager, NDArray array) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray kept = array.stopGradient();
      NDScope.unregister(kept);
      kept.attach(manager);
      return kept;
    }
  }

  /** What takes the place of the code before the first, [C]. */
  float[] start() {
    return start;
  }

  /** Copies the condition of a code, [C]. */
  void condition(int time, float[] into, int at) {
    boolean always = perCode.getShape().get(1) == 1;
    int from = always ? 0 : time / AHEAD * AHEAD;
    if (fetchedFrom != from) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        long to = Math.min(perCode.getShape().get(1), (long) from + AHEAD);
        fetched = perCode.get(new NDIndex(":, {}:{}", from, to)).toFloatArray();
      }
      fetchedFrom = from;
    }
    System.arraycopy(fetched, always ? 0 : (time - from) * width, into, at, width);
  }

  void close() {
    perCode.close();
  }
}
