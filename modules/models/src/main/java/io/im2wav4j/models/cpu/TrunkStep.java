package io.im2wav4j.models.cpu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.TransformerBlock;
import io.im2wav4j.models.lm.Trunk;
import io.im2wav4j.nn.cpu.Blas;
import io.im2wav4j.nn.cpu.LargePages;
import io.im2wav4j.nn.cpu.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers and head of a language model in training: loss and gradients of a batch. Made for one
 * number of rows, whose memory it keeps.
 */
public final class TrunkStep {
  /** Set to {@code off}, training stays with the tensor engine: to compare. */
  static final String SWITCH = "im2wav.trunkstep";

  private final LanguageModelConfig config;
  private final int items;
  private final int codes;
  private final boolean recompute;
  private final List<BlockStep> blocks = new ArrayList<>();
  private final List<BlockMemory> memories = new ArrayList<>();
  private final HeadStep head;
  private final Scratch scratch;

  /** What each layer makes, the first layer's first [R, W]. */
  private final Matrix[] values;

  /** Gradients of these in turn. */
  private final Matrix[] gradients;

  /**
   * Room for a step.
   *
   * @param items N
   * @param codes T, whole blocks of attention
   * @param recompute keep only each layer's input and compute the layer again on the way back
   */
  public TrunkStep(
      Trunk trunk, LanguageModelConfig config, int items, int codes, boolean recompute) {
    this.config = config;
    this.items = items;
    this.codes = codes;
    this.recompute = recompute;
    int rows = items * codes;
    int width = config.width();
    LargePages memory = new LargePages();
    int sees = 0;
    for (TransformerBlock layer : trunk.layers()) {
      BlockStep block = new BlockStep(layer, codes, Workers.TEAM, memory);
      blocks.add(block);
      sees = Math.max(sees, block.sees());
    }
    for (int i = 0; i < blocks.size(); i++) {
      memories.add(
          recompute && i > 0
              ? memories.get(0)
              : new BlockMemory(
                  memory,
                  rows,
                  width,
                  config.attentionSize(),
                  config.heads(),
                  recompute ? sees : blocks.get(i).sees(),
                  config.mlpSize()));
    }
    this.head = new HeadStep(trunk.embeddings(), Workers.TEAM, memory);
    this.scratch = new Scratch(memory, rows, width, config.attentionSize(), config.mlpSize());
    this.values = new Matrix[blocks.size() + 1];
    for (int i = 1; i < values.length; i++) {
      values[i] = Matrix.in(memory, rows, width);
    }
    this.gradients = new Matrix[] {Matrix.in(memory, rows, width), Matrix.in(memory, rows, width)};
  }

  /** Whether training can be done here, with arrays like this one. */
  public static boolean takes(NDArray array) {
    return Blas.AVAILABLE
        && !System.getProperty(SWITCH, "on").equals("off")
        && array.getDataType() == DataType.FLOAT32
        && !array.getDevice().isGpu();
  }

  /** Whether it was made for such steps. */
  public boolean fits(int items, int codes, boolean recompute) {
    return this.items == items && this.codes == codes && this.recompute == recompute;
  }

  /**
   * Adds to the gradients of the layers and of the embeddings of codes.
   *
   * @param embedded what the first layer gets [N, T, W]
   * @param perCode what is added to what the last one gives [N, T, W]
   * @param chosen the codes to predict, N T of them
   * @param dEmbedded gets the gradient of {@code embedded}
   * @param dPerCode gets the gradient of {@code perCode}
   * @return the loss in bits per code
   */
  public double run(
      NDArray embedded, NDArray perCode, long[] chosen, NDArray dEmbedded, NDArray dPerCode) {
    blocks.forEach(BlockStep::open);
    head.open();
    values[0] = Matrix.of(embedded);
    Matrix conditions = Matrix.of(perCode);
    Matrix first = Matrix.of(dEmbedded);
    Matrix last = Matrix.of(dPerCode);
    Workers.run(widest(), worker -> run(worker, conditions, chosen, first, last));
    return head.bits(items * codes);
  }

  private int widest() {
    int inBlocks = Math.max(config.mlpSize(), 3 * config.attentionSize());
    return Math.max(Math.max(head.widest(), inBlocks), codes);
  }

  private void run(Worker worker, Matrix conditions, long[] chosen, Matrix dFirst, Matrix dLast) {
    int depth = blocks.size();
    for (int i = 0; i < depth; i++) {
      forward(worker, i);
    }
    addConditions(worker, conditions);
    head.run(worker, scratch.product, chosen, dLast);
    Matrix dy = dLast;
    for (int i = depth - 1; i >= 0; i--) {
      if (recompute && i < depth - 1) {
        forward(worker, i);
      }
      Matrix dx = i == 0 ? dFirst : gradients[i % 2];
      blocks.get(i).back(worker, values[i], memories.get(i), scratch, dy, dx);
      dy = dx;
    }
  }

  private void forward(Worker worker, int layer) {
    blocks
        .get(layer)
        .forward(worker, values[layer], memories.get(layer), scratch, values[layer + 1]);
  }

  private void addConditions(Worker w, Matrix conditions) {
    Matrix last = values[blocks.size()];
    w.forPieces(
        w.from(last.rows()),
        w.to(last.rows()),
        last.width(),
        (row, count) -> {
          last.get(row, count, w.a);
          conditions.get(row, count, w.b);
          RowMath.add(w.b, 0, w.a, 0, count * last.width());
          scratch.product.put(row, count, w.a);
        });
  }
}
