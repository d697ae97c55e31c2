package io.im2wav4j.engine.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.engine.cpu.LargePages;
import io.im2wav4j.generation.decode.CodeDecoders;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.lm.AttentionKind;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.Projection;
import io.im2wav4j.models.lm.Transformer;
import io.im2wav4j.models.lm.TransformerBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * A language model's transformer packed for decoding, as it is now. Made once, used by many
 * decoders. S attention state, C width, V codebook size.
 */
public final class PackedModel implements CodeDecoders {
  /** From so many rows on the processor's products of bytes are faster than products in Java. */
  private static final int MANY = 12;

  final LanguageModelConfig config;
  private final Precision precision;
  private final LargePages memory; // null: the weights lie on the heap, in panels
  final float[] embeddings; // [V, C]
  final float[] positions; // [context, C]
  final PackedMatrix head;
  final List<Layer> layers = new ArrayList<>();

  /** One layer; columns of {@code queryKeyValue} are grouped by head, queries scaled. */
  record Layer(
      AttentionKind kind,
      float[] norm0Scale,
      float[] norm0Offset,
      PackedMatrix queryKeyValue,
      PackedMatrix attentionOut,
      float[] norm1Scale,
      float[] norm1Offset,
      PackedMatrix hidden,
      PackedMatrix out) {}

  /**
   * Packs a model, which stays as it is.
   *
   * @param rows that are decoded together at most: few are bound by reading the weights, many by
   *     arithmetic, and the weights are laid out for one of the two
   */
  public PackedModel(LanguageModel model, Precision precision, int rows) {
    this(model, precision, rows, false);
  }

  /** Packs a model's transformer and frees its own weights, layer by layer. */
  public static PackedModel take(LanguageModel model, Precision precision, int rows) {
    return new PackedModel(model, precision, rows, true);
  }

  private PackedModel(LanguageModel model, Precision precision, int rows, boolean free) {
    this.precision = precision;
    this.memory = splits(precision, rows) ? new LargePages() : null;
    this.config = model.config();
    Transformer transformer = model.transformer();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      this.embeddings = transformer.embeddings().toFloatArray();
      this.positions = transformer.positions().toFloatArray();
      this.head =
          PackedMatrix.of(
              transformer.embeddings().stopGradient().transpose(),
              new float[config.codebookSize()],
              precision,
              memory);
    }
    for (TransformerBlock block : transformer.layers()) {
      layers.add(layer(block));
      if (free) {
        block.parameters().values().forEach(NDArray::close);
      }
    }
    if (free) {
      transformer.embeddings().close();
      transformer.positions().close();
    }
  }

  /** The sizes. */
  public LanguageModelConfig config() {
    return config;
  }

  /** Whether this machine lays weights out as split bytes for so many rows. */
  public static boolean splits(Precision precision, int rows) {
    return Microkernel.AVAILABLE && precision != Precision.FP32 && rows >= MANY;
  }

  @Override
  public PackedDecoder decoder(NDManager owner, int rows) {
    return new PackedDecoder(this, owner, rows);
  }

  /** Closes nothing: what is packed is freed when nothing refers to it any more. */
  @Override
  public void close() {}

  /** How the weights lie, in a word or two. */
  public String layout() {
    return split() ? "split bytes" : "panels";
  }

  /** Bytes that are kept outside the heap. */
  public long bytesOutsideHeap() {
    return split() ? memory.bytes() : 0;
  }

  /** Whether its weights are split bytes, and rows are to be split for their products. */
  public boolean split() {
    return memory != null;
  }

  private Layer layer(TransformerBlock block) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Projection qkv = block.attention().queryKeyValue();
      NDArray bias = byHead(qkv.bias().stopGradient().reshape(1, -1));
      return new Layer(
          block.attention().kind(),
          block.beforeAttention().weight().toFloatArray(),
          block.beforeAttention().bias().toFloatArray(),
          PackedMatrix.of(
              byHead(qkv.weight().stopGradient()), bias.toFloatArray(), precision, memory),
          packed(block.attention().out()),
          block.beforeFeedForward().weight().toFloatArray(),
          block.beforeFeedForward().bias().toFloatArray(),
          packed(block.feedForward().hidden()),
          packed(block.feedForward().out()));
    }
  }

  private PackedMatrix packed(Projection projection) {
    return PackedMatrix.of(
        projection.weight().stopGradient(), projection.bias().toFloatArray(), precision, memory);
  }

  /** Columns [.., 3S]: for each head its query, divided by the root of its width, key and value. */
  private NDArray byHead(NDArray weight) {
    int heads = config.heads();
    int size = config.attentionSize() / heads;
    float[] factors = new float[3 * size];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = i < size ? (float) (1 / Math.sqrt(size)) : 1;
    }
    NDArray factor = weight.getManager().create(factors).reshape(1, 1, 3, size);
    return weight
        .reshape(-1, 3, heads, size)
        .transpose(0, 2, 1, 3)
        .mul(factor)
        .reshape(weight.getShape().get(0), 3L * heads * size);
  }
}
