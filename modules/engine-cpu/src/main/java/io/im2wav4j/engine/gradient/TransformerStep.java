package io.im2wav4j.engine.gradient;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.models.conditioning.Lookup;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.Transformer;
import io.im2wav4j.models.lm.TransformerBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers and head of a language model in training: loss and gradients of a batch. Made for one
 * number of rows, whose memory it keeps.
 */
final class TransformerStep {
  private final Transformer transformer;
  private final LanguageModelConfig config;
  private final int items;
  private final int codes;
  private final boolean recompute;
  private final List<BlockStep> blocks = new ArrayList<>();
  private final List<BlockActivations> memories = new ArrayList<>();
  private final HeadStep head;
  private final BlockScratch scratch;

  /** What the first layer gets, then what each layer makes [R, W]. */
  private final Matrix[] values;

  /** What is added to the first and, again, to the last of these, and its gradient [R, W]. */
  private final Matrix conditions;

  private final Matrix dConditions;

  /** Gradients of what the layers make, in turn [R, W]. */
  private final Matrix[] gradients;

  /**
   * Room for a step.
   *
   * @param items N
   * @param codes T, whole blocks of attention
   * @param recompute keep only each layer's input and compute the layer again on the way back
   */
  TransformerStep(
      Transformer transformer,
      LanguageModelConfig config,
      int items,
      int codes,
      boolean recompute) {
    this.transformer = transformer;
    this.config = config;
    this.items = items;
    this.codes = codes;
    this.recompute = recompute;
    int rows = items * codes;
    int width = config.width();
    LargePages memory = new LargePages();
    int sees = 0;
    for (TransformerBlock layer : transformer.layers()) {
      BlockStep block = new BlockStep(layer, codes, Workers.POOL, memory);
      blocks.add(block);
      sees = Math.max(sees, block.sees());
    }
    for (int i = 0; i < blocks.size(); i++) {
      memories.add(
          recompute && i > 0
              ? memories.get(0)
              : new BlockActivations(
                  memory,
                  rows,
                  width,
                  config.attentionSize(),
                  config.heads(),
                  recompute ? sees : blocks.get(i).sees(),
                  config.mlpSize()));
    }
    this.head = new HeadStep(transformer.embeddings(), Workers.POOL, memory);
    this.scratch = new BlockScratch(memory, rows, width, config.attentionSize(), config.mlpSize());
    this.values = new Matrix[blocks.size() + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = Matrix.in(memory, rows, width);
    }
    this.conditions = Matrix.in(memory, rows, width);
    this.dConditions = Matrix.in(memory, rows, width);
    this.gradients = new Matrix[] {Matrix.in(memory, rows, width), Matrix.in(memory, rows, width)};
  }

  /** Whether it was made for such steps. */
  boolean fits(int items, int codes, boolean recompute) {
    return this.items == items && this.codes == codes && this.recompute == recompute;
  }

  /**
   * Adds to the gradients of the transformer and of what start tokens and conditions were made of.
   *
   * @param chosen the codes to predict, N T of them
   * @param start the start tokens [N, 1, W]
   * @param lookups what is added to each code's vector, and again to what the last layer gives
   * @param upper more of that [R, W], or null
   * @return the loss in bits per code
   */
  double run(long[] chosen, NDArray start, List<Lookup> lookups, Matrix upper) {
    blocks.forEach(BlockStep::open);
    head.open();
    EmbeddingStep embedding = new EmbeddingStep(transformer, codes, chosen, start, lookups, upper);
    Workers.run(widest(), worker -> run(worker, embedding, chosen));
    embedding.finish();
    return head.bits(items * codes);
  }

  /** After a {@link #run}: the gradient of the conditions [R, W]. */
  Matrix conditionsGradient() {
    return dConditions;
  }

  private int widest() {
    int inBlocks = Math.max(config.mlpSize(), 3 * config.attentionSize());
    return Math.max(Math.max(head.widest(), inBlocks), codes);
  }

  private void run(Worker worker, EmbeddingStep embedding, long[] chosen) {
    int depth = blocks.size();
    embedding.forward(worker, conditions, values[0]);
    for (int i = 0; i < depth; i++) {
      forward(worker, i);
    }
    addConditions(worker);
    head.run(worker, scratch.product, chosen, dConditions);
    Matrix dy = dConditions;
    for (int i = depth - 1; i >= 0; i--) {
      if (recompute && i < depth - 1) {
        forward(worker, i);
      }
      Matrix dx = gradients[i % 2];
      blocks.get(i).back(worker, values[i], memories.get(i), scratch, dy, dx);
      dy = dx;
    }
    embedding.back(worker, dy, dConditions);
  }

  private void forward(Worker worker, int layer) {
    blocks
        .get(layer)
        .forward(worker, values[layer], memories.get(layer), scratch, values[layer + 1]);
  }

  private void addConditions(Worker w) {
    Matrix last = values[blocks.size()];
    w.forRows(
        last,
        (row, count) -> {
          last.get(row, count, w.a);
          conditions.get(row, count, w.b);
          RowMath.add(w.b, 0, w.a, 0, count * last.width());
          scratch.product.put(row, count, w.a);
        });
  }
}
