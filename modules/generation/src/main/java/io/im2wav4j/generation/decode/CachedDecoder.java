package io.im2wav4j.generation.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes in single precision on the tensor engine, with caches made beforehand that hold only what
 * each attention kind can still see. R rows at work, V codebook size, C width, H heads, D = S / H.
 *
 * <p>Calls the engine's operators directly: a step is a few hundred tiny operations, for which
 * DJL's argument lists and index texts cost as much as the arithmetic.
 */
final class CachedDecoder implements CodeDecoder {
  private static final double EPSILON = 1e-5;

  private final DecodeWeights weights;
  private final LanguageModelConfig config;
  private final NDManager manager;
  private final PtNDArray embeddings;
  private final PtNDArray positions;
  private final PtNDArray noBias;
  private final List<LayerCache> caches = new ArrayList<>();
  private final Conditions[] conditions; // start [1, C], per code [1, T, C]
  private final int[] position;
  private final Shape width;

  /** Rows side by side that stand at the same code. */
  private record Stretch(int row, int count, int position) {}

  /** A decoder with rows that are yet to begin. */
  CachedDecoder(DecodeWeights weights, NDManager owner, int rows) {
    this.weights = weights;
    this.config = weights.model().config();
    Transformer transformer = weights.model().transformer();
    this.manager = owner.newSubManager();
    this.conditions = new Conditions[rows];
    this.position = new int[rows];
    this.width = new Shape(config.width());
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      this.embeddings = own(transformer.embeddings());
      this.positions = own(transformer.positions());
      this.noBias = own(manager.zeros(new Shape(config.codebookSize()), DataType.FLOAT32));
    }
    for (DecodeWeights.Layer layer : weights.layers()) {
      caches.add(
          new LayerCache(
              manager,
              layer.kind(),
              rows * config.heads(),
              config.contextLength() / config.blocks(),
              config.blocks(),
              config.attentionSize() / config.heads()));
    }
  }

  private PtNDArray own(NDArray array) {
    NDArray detached = array.stopGradient();
    NDScope.unregister(detached);
    detached.attach(manager);
    return (PtNDArray) detached;
  }

  @Override
  public int rows() {
    return conditions.length;
  }

  @Override
  public int position(int row) {
    return position[row];
  }

  @Override
  public void open(int row, Conditions conditions, int[] given) {
    release(row);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      this.conditions[row] =
          new Conditions(own(conditions.start().squeeze(1)), own(conditions.perCode()));
    }
    position[row] = given.length;
    if (given.length > 0) {
      withoutGradients(() -> prime(row, given));
    }
  }

  @Override
  public void release(int row) {
    if (conditions[row] != null) {
      conditions[row].start().close();
      conditions[row].perCode().close();
      conditions[row] = null;
    }
  }

  @Override
  public void skip(int row, int codes) {
    position[row] += codes;
  }

  private void prime(int row, int[] given) {
    int block = config.contextLength() / config.blocks();
    int whole = (given.length + block - 1) / block * block;
    long[] codes = new long[whole];
    for (int t = 0; t < given.length; t++) {
      codes[t] = given[t];
    }
    PtNDArray perCode = (PtNDArray) conditions[row].perCode();
    NDArray some =
        perCode.getShape().get(1) == 1 ? perCode : JniUtils.slice(perCode, 1, 0, whole, 1);
    NDArray x =
        weights
            .model()
            .transformer()
            .embed(
                manager.create(codes, new Shape(1, whole)),
                new Conditions(conditions[row].start().expandDims(1), some));
    for (int i = 0; i < caches.size(); i++) {
      try (NDScope layerScope = new NDScope()) {
        layerScope.suppressNotUsedWarning();
        DecodeWeights.Layer layer = weights.layers().get(i);
        caches.get(i).fill(row * config.heads(), keysAndValues(layer, (PtNDArray) x, given.length));
        NDArray y = layer.block().forward(x);
        NDScope.unregister(y);
        x.close();
        x = y;
      }
    }
    x.close();
  }

  /** Keys and values [H, P, 2D] of the first codes of [1, T, C]. */
  private PtNDArray keysAndValues(DecodeWeights.Layer layer, PtNDArray x, int count) {
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    PtNDArray h = JniUtils.layerNorm(x, width, layer.norm0Scale(), layer.norm0Offset(), EPSILON);
    PtNDArray qkv = JniUtils.linear(h, layer.queryKeyValue(), layer.queryKeyValueBias());
    NDArray byHead =
        JniUtils.slice(qkv, 1, 0, count, 1).reshape(count, heads, 3L * size).transpose(1, 0, 2);
    return JniUtils.slice((PtNDArray) byHead, 2, size, 3L * size, 1);
  }

  @Override
  public void next(int[] rows, int[] previous, float[][] logits) {
    for (int row : rows) {
      if (position[row] >= config.contextLength()) {
        throw new IllegalStateException(
            "the window of " + config.contextLength() + " codes is full");
      }
    }
    withoutGradients(() -> step(rows, previous, logits));
    for (int row : rows) {
      position[row]++;
    }
  }

  private void step(int[] rows, int[] previous, float[][] logits) {
    NDList allConditions = new NDList(rows.length);
    NDList allCodes = new NDList(rows.length);
    for (int i = 0; i < rows.length; i++) {
      Conditions own = conditions[rows[i]];
      int now = position[rows[i]];
      PtNDArray ofRow = (PtNDArray) own.perCode();
      allConditions.add(row(JniUtils.squeeze(ofRow, 0), ofRow.getShape().get(1) == 1 ? 0 : now));
      PtNDArray code = now == 0 ? (PtNDArray) own.start() : row(embeddings, previous[i]);
      allCodes.add(JniUtils.add(code, row(positions, now)));
    }
    PtNDArray perCode = (PtNDArray) NDArrays.concat(allConditions, 0);
    PtNDArray x = JniUtils.add((PtNDArray) NDArrays.concat(allCodes, 0), perCode);
    List<Stretch> stretches = stretches(rows);
    for (int i = 0; i < caches.size(); i++) {
      x = layer(weights.layers().get(i), caches.get(i), x, stretches);
    }
    float[] all =
        JniUtils.linear(JniUtils.add(x, perCode), embeddings, noBias).toFloatArray(); // [R, V]
    int v = config.codebookSize();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, i * v, logits[i], 0, v);
    }
  }

  /** [.., C] at a row: [1, C]. */
  private static PtNDArray row(PtNDArray array, int row) {
    return JniUtils.slice(array, 0, row, row + 1L, 1);
  }

  private List<Stretch> stretches(int[] rows) {
    List<Stretch> all = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= rows.length; i++) {
      if (i == rows.length
          || rows[i] != rows[i - 1] + 1
          || position[rows[i]] != position[rows[from]]) {
        all.add(new Stretch(rows[from], i - from, position[rows[from]]));
        from = i;
      }
    }
    return all;
  }

  /** A code of each row at work [R, C] through a layer. */
  private PtNDArray layer(
      DecodeWeights.Layer layer, LayerCache cache, PtNDArray x, List<Stretch> stretches) {
    PtNDArray h = JniUtils.layerNorm(x, width, layer.norm0Scale(), layer.norm0Offset(), EPSILON);
    PtNDArray qkv = JniUtils.linear(h, layer.queryKeyValue(), layer.queryKeyValueBias());
    NDList parts = new NDList(stretches.size());
    int from = 0;
    for (Stretch stretch : stretches) {
      PtNDArray own =
          stretches.size() == 1 ? qkv : JniUtils.slice(qkv, 0, from, from + stretch.count(), 1);
      parts.add(attended(cache, own, stretch));
      from += stretch.count();
    }
    NDArray a = parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 0);
    PtNDArray attended =
        JniUtils.linear((PtNDArray) a, layer.attentionOut(), layer.attentionOutBias());
    PtNDArray sum = JniUtils.add(x, attended);
    PtNDArray n = JniUtils.layerNorm(sum, width, layer.norm1Scale(), layer.norm1Offset(), EPSILON);
    PtNDArray f = JniUtils.linear(n, layer.hidden(), layer.hiddenBias());
    PtNDArray active = JniUtils.mul(f, JniUtils.sigmoid(f));
    return JniUtils.add(sum, JniUtils.linear(active, layer.out(), layer.outBias()));
  }

  /** Attention of a stretch's rows: [N, 3S] becomes [N, S]. */
  private PtNDArray attended(LayerCache cache, PtNDArray qkv, Stretch stretch) {
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    PtNDArray byHead =
        JniUtils.reshape(qkv, new long[] {(long) stretch.count() * heads, 1, 3L * size});
    int row = stretch.row() * heads;
    cache.put(row, stretch.position(), JniUtils.slice(byHead, 2, size, 3L * size, 1));
    PtNDArray seen = cache.seen(row, stretch.count() * heads, stretch.position());
    if (seen == null) { // attention over values of zero
      return (PtNDArray) manager.zeros(new Shape(stretch.count(), config.attentionSize()));
    }
    PtNDArray query = JniUtils.slice(byHead, 2, 0, size, 1); // [N H, 1, D]
    PtNDArray keys = JniUtils.transpose(JniUtils.slice(seen, 2, 0, size, 1), 1, 2);
    PtNDArray values = JniUtils.slice(seen, 2, size, 2L * size, 1);
    PtNDArray share = JniUtils.softmax(JniUtils.bmm(query, keys), 2, DataType.FLOAT32);
    return JniUtils.reshape(
        JniUtils.bmm(share, values), new long[] {stretch.count(), config.attentionSize()});
  }

  /** Grad mode belongs to the thread and is on by default; what is made inside is closed. */
  private static void withoutGradients(Runnable work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      work.run();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
