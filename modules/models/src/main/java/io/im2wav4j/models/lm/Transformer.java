package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.nn.layer.Embedding;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.OneDnnLinear;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The transformer over codes, {@code prior}: embeddings shifted by one with the start token in
 * front, positions, conditions, layers, conditions again, and logits by the same embeddings.
 */
public final class Transformer extends Module {
  private final Embedding embedding;
  private final NDArray positions;
  private final List<TransformerBlock> layers = new ArrayList<>();

  Transformer(ParameterFactory make, LanguageModelConfig config) {
    double scale = config.initScale();
    this.embedding =
        child("x_emb", new Embedding(make, config.codebookSize(), config.width(), 0.02 * scale));
    this.positions =
        parameter(
            "pos_emb.pos_emb", make.normal(0.01 * scale, config.contextLength(), config.width()));
    for (int i = 0; i < config.depth(); i++) {
      layers.add(
          child(
              "transformer._attn_mods." + i,
              new TransformerBlock(make, config, AttentionKind.ofLayer(i))));
    }
    alias("x_out.weight", "x_emb.weight");
  }

  /** What the layers get for codes [N, T]: [N, T, width]. */
  public NDArray embed(NDArray codes, Conditions conditions) {
    long t = codes.getShape().get(1);
    NDArray earlier = embedding.forward(codes.get(new NDIndex(":, :{}", t - 1)));
    NDArray x =
        t == 1 ? conditions.start() : NDArrays.concat(new NDList(conditions.start(), earlier), 1);
    NDArray place =
        t == positions.getShape().get(0) ? positions : positions.get(new NDIndex(":{}", t));
    return x.add(place).add(conditions.perCode());
  }

  /** Logits [N, T, V] of what the layers gave [N, T, width]. */
  public NDArray head(NDArray x, NDArray perCode) {
    return product(x.add(perCode));
  }

  /** Scalar products of rows [..., width] with the embedding of every code: [..., V]. */
  NDArray product(NDArray rows) {
    return OneDnnLinear.of(rows, embedding.weight(), null);
  }

  /** The layers in order. */
  public List<TransformerBlock> layers() {
    return List.copyOf(layers);
  }

  /** Embeddings of codes, which also make the logits, [V, width]. */
  public NDArray embeddings() {
    return embedding.weight();
  }

  /** Embeddings of positions [context, width]. */
  public NDArray positions() {
    return positions;
  }
}
