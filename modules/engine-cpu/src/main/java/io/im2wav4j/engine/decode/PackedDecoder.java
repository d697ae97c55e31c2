package io.im2wav4j.engine.decode;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.engine.cpu.WorkerPool;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModelConfig;

/**
 * Decodes with a {@link PackedModel}. Each row's arithmetic is the same whatever rows are beside it
 * and however many codes go through at once: a row's logits have the same bytes in any batch, step
 * by step or given. A line is a code of a row on its way through the layers. C width, V codebook
 * size.
 */
public final class PackedDecoder implements CodeDecoder {
  /** Primed codes that go through a layer together. */
  private static final int CHUNK = 32;

  /** With more lines than this the threads share out the normalisation instead of repeating it. */
  private static final int FEW = 4;

  private final PackedModel model;
  private final LanguageModelConfig config;
  private final NDManager manager;
  private final int width;
  private final int normalStride;
  private final WorkerPool pool;
  private final PackedRow[] rows;
  private final float[][] scores;
  private final Buffers buffers;

  /** Room for so many lines. */
  private static final class Buffers {
    private final float[] x;
    private final float[] conditions;
    private final float[] normal;
    private final float[][] ownNormal;
    private final float[] queryKeyValue;
    private final float[] attended;
    private final float[] projected;
    private final float[] hidden;
    private final float[] logits;
    private final Split split; // null: weights in panels

    Buffers(PackedModel model, int mostLines, int rows, int threads) {
      PackedModel.Layer layer = model.layers.get(0);
      int lines = Products.padded(mostLines);
      int width = model.config.width();
      this.x = new float[lines * width];
      this.conditions = new float[lines * width];
      this.normal = new float[lines * (width + PackedMatrix.GAP)];
      this.ownNormal = new float[threads][Products.padded(FEW) * (width + PackedMatrix.GAP)];
      this.queryKeyValue = new float[lines * layer.queryKeyValue().stride()];
      this.attended = new float[lines * layer.attentionOut().inputs];
      this.projected = new float[lines * layer.attentionOut().stride()];
      this.hidden = new float[lines * layer.hidden().stride()];
      this.logits = new float[Products.padded(rows) * model.head.stride()];
      int most = Math.max(width, Math.max(layer.attentionOut().inputs, layer.out().inputs));
      this.split = model.split() ? new Split(most, lines, threads) : null;
    }
  }

  /** Room for products with split weights: what all threads make, and what each makes alone. */
  private static final class Split {
    private final SplitRows shared;
    private final SplitRows[] own;
    private final SplitMatrix.Sums[] sums;

    Split(int most, int lines, int threads) {
      this.shared = new SplitRows(lines, most);
      this.own = new SplitRows[threads];
      this.sums = new SplitMatrix.Sums[threads];
      for (int i = 0; i < threads; i++) {
        own[i] = new SplitRows(FEW, most);
        sums[i] = new SplitMatrix.Sums(lines);
      }
    }
  }

  /**
   * A decoder with rows that are yet to begin.
   *
   * @param parent owns what the decoder keeps on the tensor engine
   */
  public PackedDecoder(PackedModel model, NDManager parent, int rows) {
    this.model = model;
    this.config = model.config;
    this.width = config.width();
    this.normalStride = width + PackedMatrix.GAP;
    this.manager = parent.newSubManager();
    this.rows = new PackedRow[rows];
    int most = 0;
    for (PackedModel.Layer layer : model.layers) {
      most =
          Math.max(
              most, KeyValueCache.mostSeen(layer.kind(), config.contextLength(), config.blocks()));
    }
    this.pool = new WorkerPool("decode", WorkerPool.standardSize());
    this.scores = new float[pool.size()][Vectors.padded(most)];
    this.buffers = new Buffers(model, Math.max(rows, CHUNK), rows, pool.size());
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int position(int row) {
    return rows[row].position;
  }

  @Override
  public void open(int row, Conditions conditions, int[] given) {
    PackedRow before = rows[row];
    if (before != null) {
      before.close();
    }
    PackedRow opened =
        new PackedRow(model, manager, conditions, before == null ? null : before.memories);
    rows[row] = opened;
    for (int from = 0; from < given.length; from += CHUNK) {
      int codes = Math.min(CHUNK, given.length - from);
      for (int c = 0; c < codes; c++) {
        embed(c, opened, from + c, from + c == 0 ? 0 : given[from + c - 1]);
      }
      PackedRow[] one = {opened};
      pool.run(id -> layers(id, one, codes, false));
      opened.position += codes;
    }
  }

  @Override
  public void release(int row) {
    if (rows[row] != null) {
      rows[row].close();
    }
  }

  @Override
  public void skip(int row, int codes) {
    rows[row].position += codes;
  }

  @Override
  public void next(int[] chosen, int[] previous, float[][] logits) {
    PackedRow[] lines = new PackedRow[chosen.length];
    for (int l = 0; l < lines.length; l++) {
      lines[l] = rows[chosen[l]];
      if (lines[l].position >= config.contextLength()) {
        throw new IllegalStateException(
            "the window of " + config.contextLength() + " codes is full");
      }
      embed(l, lines[l], lines[l].position, previous[l]);
    }
    pool.run(id -> layers(id, lines, 1, true));
    for (int l = 0; l < lines.length; l++) {
      lines[l].position++;
      System.arraycopy(
          buffers.logits, l * model.head.stride(), logits[l], 0, config.codebookSize());
    }
  }

  private void embed(int line, PackedRow row, int time, int previous) {
    int to = line * width;
    row.condition(time, buffers.conditions, to);
    if (time == 0) {
      System.arraycopy(row.start(), 0, buffers.x, to, width);
    } else {
      System.arraycopy(model.embeddings, previous * width, buffers.x, to, width);
    }
    Vectors.add(model.positions, time * width, buffers.x, to, width);
    Vectors.add(buffers.conditions, to, buffers.x, to, width);
  }

  /**
   * The layers, a thread's part of the outputs of each.
   *
   * @param chosen rows, each with {@code codes} lines one after the other
   */
  private void layers(int id, PackedRow[] chosen, int codes, boolean withLogits) {
    Buffers b = buffers;
    int lines = chosen.length * codes;
    for (int i = 0; i < model.layers.size(); i++) {
      PackedModel.Layer layer = model.layers.get(i);
      float[] h = normalised(id, lines, layer.norm0Scale(), layer.norm0Offset());
      multiply(layer.queryKeyValue(), id, lines, h, normalStride, b.queryKeyValue);
      pool.await();
      attend(id, i, chosen, codes, layer.queryKeyValue().stride());
      pool.await();
      residual(layer.attentionOut(), id, lines, b.attended, config.attentionSize());
      pool.await();
      float[] n = normalised(id, lines, layer.norm1Scale(), layer.norm1Offset());
      PackedMatrix hidden = layer.hidden();
      multiply(hidden, id, lines, n, normalStride, b.hidden);
      activate(hidden, id, lines);
      pool.await();
      residual(layer.out(), id, lines, b.hidden, hidden.stride());
      pool.await();
    }
    if (withLogits) {
      float[] x = conditioned(id, lines);
      multiply(model.head, id, lines, x, normalStride, b.logits);
    }
    if (b.split != null) {
      Microkernel.release(true);
    }
  }

  private void activate(PackedMatrix hidden, int id, int lines) {
    int from = first(hidden, id) * PackedMatrix.PANEL;
    int count = end(hidden, id) * PackedMatrix.PANEL - from;
    for (int l = 0; l < lines; l++) {
      Vectors.quickGelu(buffers.hidden, l * hidden.stride() + from, count);
    }
  }

  /** What the head multiplies: the layers' result and the code's condition. */
  private float[] conditioned(int id, int lines) {
    float[] out = room(id, lines);
    for (int l = first(id, lines); l < end(id, lines); l++) {
      System.arraycopy(buffers.x, l * width, out, l * normalStride, width);
      Vectors.add(buffers.conditions, l * width, out, l * normalStride, width);
    }
    awaitOthers(lines);
    return out;
  }

  private float[] normalised(int id, int lines, float[] scale, float[] offset) {
    float[] out = room(id, lines);
    for (int l = first(id, lines); l < end(id, lines); l++) {
      Vectors.normalise(buffers.x, l * width, width, scale, offset, out, l * normalStride);
    }
    awaitOthers(lines);
    return out;
  }

  /** Where a thread puts what its products read: what only it reads, or what all threads make. */
  private float[] room(int id, int lines) {
    return lines <= FEW ? buffers.ownNormal[id] : buffers.normal;
  }

  /** Until all lines are made, where threads share them out. */
  private void awaitOthers(int lines) {
    if (lines > FEW) {
      pool.await();
    }
  }

  /** The first of the lines that a thread makes between products: all of few, its part of many. */
  private int first(int id, int lines) {
    return lines <= FEW ? 0 : lines * id / pool.size();
  }

  private int end(int id, int lines) {
    return lines <= FEW ? lines : lines * (id + 1) / pool.size();
  }

  private int first(PackedMatrix matrix, int id) {
    return matrix.panels() * id / pool.size();
  }

  private int end(PackedMatrix matrix, int id) {
    return matrix.panels() * (id + 1) / pool.size();
  }

  private void multiply(PackedMatrix matrix, int id, int lines, float[] x, int xStride, float[] y) {
    int from = first(matrix, id);
    int to = end(matrix, id);
    if (matrix instanceof SplitMatrix split) {
      SplitRows rows = lines <= FEW ? buffers.split.own[id] : buffers.split.shared;
      for (int l = first(id, lines); l < end(id, lines); l++) {
        rows.put(l, lines, x, l * xStride, matrix.inputs);
      }
      awaitOthers(lines);
      split.multiply(from, to, rows, lines, y, buffers.split.sums[id]);
    } else {
      Products.multiply((PanelMatrix) matrix, from, to, x, xStride, lines, y);
    }
  }

  /** x += the product, each thread its own outputs. */
  private void residual(PackedMatrix matrix, int id, int lines, float[] in, int inStride) {
    float[] room = buffers.projected;
    multiply(matrix, id, lines, in, inStride, room);
    int from = first(matrix, id) * PackedMatrix.PANEL;
    int to = Math.min(width, end(matrix, id) * PackedMatrix.PANEL);
    for (int l = 0; l < lines && from < to; l++) {
      Vectors.add(room, l * matrix.stride() + from, buffers.x, l * width + from, to - from);
    }
  }

  /** Each thread its own heads of rows, all codes of a head in their order. */
  private void attend(int id, int layer, PackedRow[] chosen, int codes, int stride) {
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    int all = chosen.length * heads;
    for (int i = all * id / pool.size(); i < all * (id + 1) / pool.size(); i++) {
      PackedRow row = chosen[i / heads];
      int head = i % heads;
      for (int c = 0; c < codes; c++) {
        int line = i / heads * codes + c;
        row.memories
            .get(layer)
            .attend(
                head,
                row.position + c,
                buffers.queryKeyValue,
                line * stride + head * 3 * size,
                buffers.attended,
                line * config.attentionSize() + head * size,
                scores[id]);
      }
    }
  }

  @Override
  public void close() {
    pool.close();
    manager.close();
  }
}
