package io.im2wav4j.generation.packed;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes with a {@link PackedModel}. Each row's arithmetic is the same whatever rows are beside it
 * and however many codes go through at once: a row's logits have the same bytes in any batch, step
 * by step or primed. R rows, C width, V codebook size, S attention state.
 */
public final class PackedDecoder implements CodeDecoder {
  /** Given codes that go through a layer together. */
  private static final int CHUNK = 32;

  /** With more lines than this the threads share out the normalisation instead of repeating it. */
  private static final int FEW = 4;

  private final PackedModel model;
  private final LanguageModelConfig config;
  private final NDManager manager;
  private final NDArray perCode;
  private final float[] start;
  private final int rows;
  private final int width;
  private final Team team;
  private final List<LayerMemory> memories = new ArrayList<>();
  private final float[][] scores;
  private final float[] logits;
  private Buffers buffers;
  private int position;

  /** Room for so many lines: codes times rows. */
  private static final class Buffers {
    private final int lines;
    private final float[] x;
    private final float[] told;
    private final float[] normal;
    private final float[][] ownNormal;
    private final float[] queryKeyValue;
    private final float[] attended;
    private final float[] projected;
    private final float[] hidden;

    Buffers(PackedModel model, int lines, int threads) {
      PackedModel.Layer layer = model.layers.get(0);
      int width = model.config.width();
      this.lines = lines;
      this.x = new float[lines * width];
      this.told = new float[lines * width];
      this.normal = new float[lines * width];
      this.ownNormal = new float[threads][FEW * width];
      this.queryKeyValue = new float[lines * layer.queryKeyValue().stride()];
      this.attended = new float[lines * layer.attentionOut().inputs];
      this.projected = new float[lines * layer.attentionOut().stride()];
      this.hidden = new float[lines * layer.hidden().stride()];
    }
  }

  /**
   * A decoder at its first code.
   *
   * @param told start [R, 1, C] and per code [R, T, C]; copied
   */
  public PackedDecoder(PackedModel model, Conditions told) {
    this.model = model;
    this.config = model.config;
    this.width = config.width();
    this.rows = Math.toIntExact(told.start().getShape().get(0));
    this.start = told.start().toFloatArray();
    this.manager = told.start().getManager().newSubManager();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      this.perCode = told.perCode().stopGradient();
      NDScope.unregister(perCode);
      perCode.attach(manager);
    }
    int size = config.attentionSize() / config.heads();
    int most = 0;
    for (PackedModel.Layer layer : model.layers) {
      LayerMemory memory =
          new LayerMemory(
              layer.kind(), rows * config.heads(), config.contextLength(), config.blocks(), size);
      memories.add(memory);
      most = Math.max(most, memory.mostSeen());
    }
    this.team = new Team(Team.standardSize());
    this.scores = new float[team.size()][Vectors.padded(most)];
    this.logits = new float[rows * model.head.stride()];
    this.buffers = new Buffers(model, rows, team.size());
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public void prime(int[][] given) {
    if (position != 0) {
      throw new IllegalStateException("codes are given at the start only");
    }
    int count = given[0].length;
    for (int from = 0; from < count; from += CHUNK) {
      int codes = Math.min(CHUNK, count - from);
      int[][] before = new int[codes][];
      for (int c = 0; c < codes; c++) {
        int at = from + c - 1;
        before[c] = Arrays.stream(given).mapToInt(row -> at < 0 ? 0 : row[at]).toArray();
      }
      run(before, false);
      position += codes;
    }
  }

  /**
   * Goes on as if so many codes had been decoded, of which nothing is remembered: for measurements,
   * whose time does not depend on what the caches hold.
   */
  public void skip(int codes) {
    if (position + codes > config.contextLength()) {
      throw new IllegalArgumentException("only " + config.contextLength() + " codes in a window");
    }
    position += codes;
  }

  @Override
  public float[][] next(int[] previous) {
    if (position >= config.contextLength()) {
      throw new IllegalStateException("the window of " + config.contextLength() + " codes is full");
    }
    run(new int[][] {previous}, true);
    position++;
    int stride = model.head.stride();
    float[][] out = new float[rows][];
    for (int r = 0; r < rows; r++) {
      out[r] = Arrays.copyOfRange(logits, r * stride, r * stride + config.codebookSize());
    }
    return out;
  }

  /**
   * Sends codes through all layers; a line is a code of a row.
   *
   * @param before the codes before them, [codes][R]
   */
  private void run(int[][] before, boolean withLogits) {
    int lines = before.length * rows;
    if (buffers.lines < lines) {
      buffers = new Buffers(model, lines, team.size());
    }
    embed(before);
    team.run(id -> layers(id, lines, withLogits));
  }

  private void embed(int[][] before) {
    for (int c = 0; c < before.length; c++) {
      int at = position + c;
      System.arraycopy(told(at), 0, buffers.told, c * rows * width, rows * width);
      for (int r = 0; r < rows; r++) {
        int line = (c * rows + r) * width;
        if (at == 0) {
          System.arraycopy(start, r * width, buffers.x, line, width);
        } else {
          System.arraycopy(model.embeddings, before[c][r] * width, buffers.x, line, width);
        }
        Vectors.add(model.positions, at * width, buffers.x, line, width);
        Vectors.add(buffers.told, line, buffers.x, line, width);
      }
    }
  }

  /** [R C] at a time. */
  private float[] told(int time) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      long at = perCode.getShape().get(1) == 1 ? 0 : time;
      return perCode.get(new NDIndex(":, {}", at)).toFloatArray();
    }
  }

  private void layers(int id, int lines, boolean withLogits) {
    Buffers b = buffers;
    for (int i = 0; i < memories.size(); i++) {
      PackedModel.Layer layer = model.layers.get(i);
      float[] h = normalised(id, lines, layer.norm0Scale(), layer.norm0Offset());
      multiply(layer.queryKeyValue(), id, h, width, lines, b.queryKeyValue);
      team.await();
      attend(id, memories.get(i), layer.queryKeyValue().stride(), lines);
      team.await();
      residual(layer.attentionOut(), id, b.attended, config.attentionSize(), lines);
      team.await();
      float[] n = normalised(id, lines, layer.norm1Scale(), layer.norm1Offset());
      PackedMatrix hidden = layer.hidden();
      multiply(hidden, id, n, width, lines, b.hidden);
      int from = first(hidden, id) * PackedMatrix.PANEL;
      int count = first(hidden, id + 1) * PackedMatrix.PANEL - from;
      for (int l = 0; l < lines; l++) {
        Vectors.quickGelu(b.hidden, l * hidden.stride() + from, count);
      }
      team.await();
      residual(layer.out(), id, b.hidden, hidden.stride(), lines);
      team.await();
    }
    if (withLogits) {
      float[] x = lines <= FEW ? b.ownNormal[id] : b.normal;
      int from = lines <= FEW ? 0 : id * lines / team.size();
      int to = lines <= FEW ? lines : (id + 1) * lines / team.size();
      System.arraycopy(b.x, from * width, x, from * width, (to - from) * width);
      Vectors.add(b.told, from * width, x, from * width, (to - from) * width);
      if (lines > FEW) {
        team.await();
      }
      multiply(model.head, id, x, width, lines, logits);
    }
  }

  private float[] normalised(int id, int lines, float[] scale, float[] offset) {
    boolean few = lines <= FEW;
    float[] out = few ? buffers.ownNormal[id] : buffers.normal;
    int from = few ? 0 : id * lines / team.size();
    int to = few ? lines : (id + 1) * lines / team.size();
    for (int l = from; l < to; l++) {
      Vectors.normalise(buffers.x, l * width, width, scale, offset, out, l * width);
    }
    if (!few) {
      team.await();
    }
    return out;
  }

  private int first(PackedMatrix matrix, int id) {
    return matrix.panels() * id / team.size();
  }

  private void multiply(PackedMatrix matrix, int id, float[] x, int xStride, int lines, float[] y) {
    Products.multiply(matrix, first(matrix, id), first(matrix, id + 1), x, xStride, lines, y);
  }

  /** x += the product, each thread its own outputs. */
  private void residual(PackedMatrix matrix, int id, float[] in, int inStride, int lines) {
    float[] room = buffers.projected;
    multiply(matrix, id, in, inStride, lines, room);
    int from = first(matrix, id) * PackedMatrix.PANEL;
    int to = Math.min(width, first(matrix, id + 1) * PackedMatrix.PANEL);
    for (int l = 0; l < lines && from < to; l++) {
      Vectors.add(room, l * matrix.stride() + from, buffers.x, l * width + from, to - from);
    }
  }

  /** Each thread its own streams, all codes of a stream in their order. */
  private void attend(int id, LayerMemory memory, int stride, int lines) {
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    int streams = rows * heads;
    for (int s = id * streams / team.size(); s < (id + 1) * streams / team.size(); s++) {
      int row = s / heads;
      int head = s % heads;
      for (int c = 0; c < lines / rows; c++) {
        int line = c * rows + row;
        memory.attend(
            s,
            position + c,
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
    team.close();
    manager.close();
  }
}
