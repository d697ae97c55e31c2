package io.im2wav4j.generation.packed;

import ai.djl.ndarray.NDManager;
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
  /** Given codes that go through a layer together. */
  private static final int CHUNK = 32;

  /** With more lines than this the threads share out the normalisation instead of repeating it. */
  private static final int FEW = 4;

  /** So many rows for each thread hide that each reads all weights, and save all hand-offs. */
  private static final int ALONE = 12;

  private final PackedModel model;
  private final LanguageModelConfig config;
  private final NDManager manager;
  private final int width;
  private final int normalStride;
  private final Team team;
  private final PackedRow[] rows;
  private final float[][] scores;
  private final Buffers buffers;

  /** What a thread does: all of some lines, or its part of the outputs of all lines. */
  private record Share(int id, int from, int to, int part, int parts) {
    int lines() {
      return to - from;
    }
  }

  /** Room for so many lines. */
  private static final class Buffers {
    private final float[] x;
    private final float[] told;
    private final float[] normal;
    private final float[][] ownNormal;
    private final float[] queryKeyValue;
    private final float[] attended;
    private final float[] projected;
    private final float[] hidden;
    private final float[] logits;

    Buffers(PackedModel model, int lines, int rows, int threads) {
      PackedModel.Layer layer = model.layers.get(0);
      int width = model.config.width();
      this.x = new float[lines * width];
      this.told = new float[lines * width];
      this.normal = new float[lines * (width + PackedMatrix.GAP)];
      this.ownNormal = new float[threads][FEW * (width + PackedMatrix.GAP)];
      this.queryKeyValue = new float[lines * layer.queryKeyValue().stride()];
      this.attended = new float[lines * layer.attentionOut().inputs];
      this.projected = new float[lines * layer.attentionOut().stride()];
      this.hidden = new float[lines * layer.hidden().stride()];
      this.logits = new float[rows * model.head.stride()];
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
              most, LayerMemory.mostSeen(layer.kind(), config.contextLength(), config.blocks()));
    }
    this.team = new Team(Team.standardSize());
    this.scores = new float[team.size()][Vectors.padded(most)];
    this.buffers = new Buffers(model, Math.max(rows, CHUNK), rows, team.size());
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
  public void open(int row, Conditions told, int[] given) {
    PackedRow before = rows[row];
    if (before != null) {
      before.close();
    }
    PackedRow opened = new PackedRow(model, manager, told, before == null ? null : before.memories);
    rows[row] = opened;
    for (int from = 0; from < given.length; from += CHUNK) {
      int codes = Math.min(CHUNK, given.length - from);
      for (int c = 0; c < codes; c++) {
        embed(c, opened, from + c, from + c == 0 ? 0 : given[from + c - 1]);
      }
      PackedRow[] one = {opened};
      team.run(id -> layers(share(id, 1, codes), one, codes, false));
      opened.position += codes;
    }
  }

  @Override
  public void release(int row) {
    if (rows[row] != null) {
      rows[row].close();
    }
  }

  /**
   * Goes on in a row as if so many codes had been decoded, of which nothing is remembered: for
   * measurements, whose time does not depend on what the caches hold.
   */
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
    team.run(id -> layers(share(id, lines.length, 1), lines, 1, true));
    for (int l = 0; l < lines.length; l++) {
      lines[l].position++;
      System.arraycopy(
          buffers.logits, l * model.head.stride(), logits[l], 0, config.codebookSize());
    }
  }

  private void embed(int line, PackedRow row, int time, int previous) {
    int to = line * width;
    row.told(time, buffers.told, to);
    if (time == 0) {
      System.arraycopy(row.start(), 0, buffers.x, to, width);
    } else {
      System.arraycopy(model.embeddings, previous * width, buffers.x, to, width);
    }
    Vectors.add(model.positions, time * width, buffers.x, to, width);
    Vectors.add(buffers.told, to, buffers.x, to, width);
  }

  private Share share(int id, int chosen, int codes) {
    int all = team.size();
    return codes == 1 && chosen >= ALONE * all
        ? new Share(id, id * chosen / all, (id + 1) * chosen / all, 0, 1)
        : new Share(id, 0, chosen * codes, id, all);
  }

  /** Waits for the threads that have the other parts. */
  private void await(Share share) {
    if (share.parts > 1) {
      team.await();
    }
  }

  /**
   * The layers, a thread's share.
   *
   * @param chosen rows, each with {@code codes} lines one after the other
   */
  private void layers(Share share, PackedRow[] chosen, int codes, boolean withLogits) {
    Buffers b = buffers;
    for (int i = 0; i < model.layers.size(); i++) {
      PackedModel.Layer layer = model.layers.get(i);
      float[] h = normalised(share, layer.norm0Scale(), layer.norm0Offset());
      multiply(layer.queryKeyValue(), share, h, normalStride, b.queryKeyValue);
      await(share);
      attend(share, i, chosen, codes, layer.queryKeyValue().stride());
      await(share);
      residual(layer.attentionOut(), share, b.attended, config.attentionSize());
      await(share);
      float[] n = normalised(share, layer.norm1Scale(), layer.norm1Offset());
      PackedMatrix hidden = layer.hidden();
      multiply(hidden, share, n, normalStride, b.hidden);
      activate(hidden, share);
      await(share);
      residual(layer.out(), share, b.hidden, hidden.stride());
      await(share);
    }
    if (withLogits) {
      head(share);
    }
  }

  private void activate(PackedMatrix hidden, Share share) {
    int from = first(hidden, share) * PackedMatrix.PANEL;
    int count = end(hidden, share) * PackedMatrix.PANEL - from;
    for (int l = share.from; l < share.to; l++) {
      Vectors.quickGelu(buffers.hidden, l * hidden.stride() + from, count);
    }
  }

  private void head(Share share) {
    Share own = between(share);
    float[] x = room(share);
    for (int l = own.from; l < own.to; l++) {
      System.arraycopy(buffers.x, l * width, x, l * normalStride, width);
      Vectors.add(buffers.told, l * width, x, l * normalStride, width);
    }
    if (x == buffers.normal) {
      await(share);
    }
    multiply(model.head, share, x, normalStride, buffers.logits);
  }

  private float[] normalised(Share share, float[] scale, float[] offset) {
    Share own = between(share);
    float[] out = room(share);
    for (int l = own.from; l < own.to; l++) {
      Vectors.normalise(buffers.x, l * width, width, scale, offset, out, l * normalStride);
    }
    if (out == buffers.normal) {
      await(share);
    }
    return out;
  }

  /** Where a thread puts what its products read: what only it reads, or what all threads make. */
  private float[] room(Share share) {
    return share.parts > 1 && share.lines() <= FEW ? buffers.ownNormal[share.id] : buffers.normal;
  }

  /** The lines that a thread makes between products. */
  private Share between(Share share) {
    int n = share.lines();
    return room(share) != buffers.normal
        ? share
        : new Share(
            share.id,
            share.from + share.part * n / share.parts,
            share.from + (share.part + 1) * n / share.parts,
            0,
            1);
  }

  private static int first(PackedMatrix matrix, Share share) {
    return matrix.panels() * share.part / share.parts;
  }

  private static int end(PackedMatrix matrix, Share share) {
    return matrix.panels() * (share.part + 1) / share.parts;
  }

  private static void multiply(
      PackedMatrix matrix, Share share, float[] x, int xStride, float[] y) {
    Products.multiply(
        matrix, first(matrix, share), end(matrix, share), x, xStride, share.from, share.to, y);
  }

  /** x += the product, each thread its own outputs. */
  private void residual(PackedMatrix matrix, Share share, float[] in, int inStride) {
    float[] room = buffers.projected;
    multiply(matrix, share, in, inStride, room);
    int from = first(matrix, share) * PackedMatrix.PANEL;
    int to = Math.min(width, end(matrix, share) * PackedMatrix.PANEL);
    for (int l = share.from; l < share.to && from < to; l++) {
      Vectors.add(room, l * matrix.stride() + from, buffers.x, l * width + from, to - from);
    }
  }

  /** Each thread its own heads of rows, all codes of a head in their order. */
  private void attend(Share share, int layer, PackedRow[] chosen, int codes, int stride) {
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    int first = share.from / codes * heads;
    int all = share.lines() / codes * heads;
    int to = first + (share.part + 1) * all / share.parts;
    for (int i = first + share.part * all / share.parts; i < to; i++) {
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
                scores[share.id]);
      }
    }
  }

  @Override
  public void close() {
    team.close();
    manager.close();
  }
}
