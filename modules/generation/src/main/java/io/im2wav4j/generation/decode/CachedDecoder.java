package io.im2wav4j.generation.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.Trunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes in single precision on the tensor engine, with caches made beforehand that hold only what
 * each attention kind can still see. R rows, V codebook size, C width, H heads, D = S / H.
 *
 * <p>Calls the engine's operators directly: a step is a few hundred tiny operations, for which
 * DJL's argument lists and index texts cost as much as the arithmetic.
 */
public final class CachedDecoder implements CodeDecoder {
  private static final double EPSILON = 1e-5;

  private final DecodeWeights weights;
  private final LanguageModelConfig config;
  private final NDManager manager;
  private final PtNDArray start;
  private final PtNDArray perCode;
  private final PtNDArray embeddings;
  private final PtNDArray positions;
  private final PtNDArray noBias;
  private final List<LayerCache> caches = new ArrayList<>();
  private final int rows;
  private final Shape width;
  private int position;

  /**
   * A decoder at its first code.
   *
   * @param told start [R, 1, C] and per code [R, T, C]; copied
   */
  public CachedDecoder(DecodeWeights weights, Conditions told) {
    this.weights = weights;
    this.config = weights.model().config();
    Trunk trunk = weights.model().trunk();
    this.manager = trunk.embeddings().getManager().newSubManager();
    this.rows = Math.toIntExact(told.start().getShape().get(0));
    this.width = new Shape(config.width());
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      this.start = own(told.start().squeeze(1));
      this.perCode = own(told.perCode());
      this.embeddings = own(trunk.embeddings());
      this.positions = own(trunk.positions());
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
    int block = config.contextLength() / config.blocks();
    int whole = (count + block - 1) / block * block;
    long[] codes = new long[rows * whole];
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < count; t++) {
        codes[r * whole + t] = given[r][t];
      }
    }
    withoutGradients(
        () -> {
          Trunk trunk = weights.model().trunk();
          NDArray z = manager.create(codes, new Shape(rows, whole));
          PtNDArray told =
              perCode.getShape().get(1) == 1 ? perCode : JniUtils.slice(perCode, 1, 0, whole, 1);
          NDArray x = trunk.embed(z, new Conditions(start.expandDims(1), told));
          for (int i = 0; i < caches.size(); i++) {
            try (NDScope layerScope = new NDScope()) {
              layerScope.suppressNotUsedWarning();
              DecodeWeights.Layer layer = weights.layers().get(i);
              caches.get(i).fill(keysAndValues(layer, (PtNDArray) x, count));
              NDArray y = layer.block().forward(x);
              NDScope.unregister(y);
              x.close();
              x = y;
            }
          }
          x.close();
        });
    position = count;
  }

  /** Keys and values [R H, P, 2D] of the first codes of [R, T, C]. */
  private PtNDArray keysAndValues(DecodeWeights.Layer layer, PtNDArray x, int count) {
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    PtNDArray h = JniUtils.layerNorm(x, width, layer.norm0Scale(), layer.norm0Offset(), EPSILON);
    PtNDArray qkv = JniUtils.linear(h, layer.queryKeyValue(), layer.queryKeyValueBias());
    NDArray byHead =
        JniUtils.slice(qkv, 1, 0, count, 1)
            .reshape(rows, count, heads, 3L * size)
            .transpose(0, 2, 1, 3)
            .reshape((long) rows * heads, count, 3L * size);
    return JniUtils.slice((PtNDArray) byHead, 2, size, 3L * size, 1);
  }

  @Override
  public float[][] next(int[] previous) {
    if (position >= config.contextLength()) {
      throw new IllegalStateException("the window of " + config.contextLength() + " codes is full");
    }
    float[][] logits = new float[rows][];
    withoutGradients(() -> step(previous, logits));
    position++;
    return logits;
  }

  private void step(int[] previous, float[][] logits) {
    PtNDArray told = at(perCode, perCode.getShape().get(1) == 1 ? 0 : position);
    PtNDArray x = start;
    if (position > 0) {
      long[] codes = Arrays.stream(previous).asLongStream().toArray();
      x = JniUtils.embedding((PtNDArray) manager.create(codes), embeddings, false);
    }
    PtNDArray place = JniUtils.slice(positions, 0, position, position + 1L, 1); // [1, C]
    x = JniUtils.add(JniUtils.add(x, place), told);
    for (int i = 0; i < caches.size(); i++) {
      x = layer(weights.layers().get(i), caches.get(i), x);
    }
    float[] all =
        JniUtils.linear(JniUtils.add(x, told), embeddings, noBias).toFloatArray(); // [R, V]
    int v = config.codebookSize();
    for (int r = 0; r < rows; r++) {
      logits[r] = Arrays.copyOfRange(all, r * v, (r + 1) * v);
    }
  }

  /** [R, T, C] at a time: [R, C]. */
  private static PtNDArray at(PtNDArray array, int time) {
    return JniUtils.squeeze(JniUtils.slice(array, 1, time, time + 1L, 1), 1);
  }

  /** One code [R, C] through a layer. */
  private PtNDArray layer(DecodeWeights.Layer layer, LayerCache cache, PtNDArray x) {
    int size = config.attentionSize() / config.heads();
    PtNDArray h = JniUtils.layerNorm(x, width, layer.norm0Scale(), layer.norm0Offset(), EPSILON);
    PtNDArray qkv =
        JniUtils.reshape(
            JniUtils.linear(h, layer.queryKeyValue(), layer.queryKeyValueBias()),
            new long[] {(long) rows * config.heads(), 1, 3L * size});
    cache.put(position, JniUtils.slice(qkv, 2, size, 3L * size, 1));
    PtNDArray seen = cache.seen(position);
    PtNDArray attended;
    if (seen == null) {
      attended = layer.attentionOutBias(); // attention over values of zero
    } else {
      PtNDArray query = JniUtils.slice(qkv, 2, 0, size, 1); // [R H, 1, D]
      PtNDArray keys = JniUtils.transpose(JniUtils.slice(seen, 2, 0, size, 1), 1, 2);
      PtNDArray values = JniUtils.slice(seen, 2, size, 2L * size, 1);
      PtNDArray share = JniUtils.softmax(JniUtils.bmm(query, keys), 2, DataType.FLOAT32);
      PtNDArray a =
          JniUtils.reshape(JniUtils.bmm(share, values), new long[] {rows, config.attentionSize()});
      attended = JniUtils.linear(a, layer.attentionOut(), layer.attentionOutBias());
    }
    PtNDArray sum = JniUtils.add(x, attended);
    PtNDArray n = JniUtils.layerNorm(sum, width, layer.norm1Scale(), layer.norm1Offset(), EPSILON);
    PtNDArray f = JniUtils.linear(n, layer.hidden(), layer.hiddenBias());
    PtNDArray active = JniUtils.mul(f, JniUtils.sigmoid(f));
    return JniUtils.add(sum, JniUtils.linear(active, layer.out(), layer.outBias()));
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
