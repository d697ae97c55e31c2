package io.im2wav4j.encoders.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.layer.FloatRows;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** CLIP's text half with published weights. One thread at a time. */
public final class ClipTextEncoder implements AutoCloseable {
  private static final String IMAGE_HALF = "visual.";

  /** Numbers that archives hold beside the weights. */
  private static final Set<String> FACTS =
      Set.of("input_resolution", "context_length", "vocab_size");

  private static final int BATCH = 32;

  private final NDManager manager = NDManager.newBaseManager();
  private final ClipTextConfig config;
  private final ClipTextTower tower;
  private final ClipTokenizer tokenizer;
  private final String name;
  private final String sha256;

  ClipTextEncoder(String source, TensorFile tensors, String sha256, ClipTokenizer tokenizer) {
    this.sha256 = sha256;
    this.tokenizer = tokenizer;
    try {
      this.config = ClipTextConfig.of(source, tensors);
      this.name = name(source, tensors, config);
      this.tower = new ClipTextTower(new ParameterFactory(manager, 0), config);
      List<String> own =
          tensors.names().stream()
              .filter(name -> !name.startsWith(IMAGE_HALF) && !FACTS.contains(name))
              .toList();
      Weights.load(tower, source, own, tensors::get);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Opens weights: CLIP's state dict as safetensors, or OpenAI's TorchScript archive.
   *
   * @param merges of the tokenizer, bpe_simple_vocab_16e6.txt.gz
   */
  public static ClipTextEncoder open(Path file, Path merges) {
    ClipTokenizer tokenizer = ClipTokenizer.open(merges);
    try (TensorFile tensors = TensorFile.open(file)) {
      ClipTextConfig config = ClipTextConfig.of(file.toString(), tensors);
      if (config.vocabulary() != tokenizer.size() || config.context() != ClipTokenizer.CONTEXT) {
        throw new UserError(
            file.toString(),
            config.vocabulary() + " tokens in texts of " + config.context(),
            tokenizer.size() + " in texts of " + ClipTokenizer.CONTEXT + ", as " + merges + " has",
            "Give weights and merges of one CLIP");
      }
      return new ClipTextEncoder(file.toString(), tensors, TensorFile.sha256(file), tokenizer);
    }
  }

  /**
   * Networks of different patches have text halves of one size: the image half distinguishes them.
   */
  private static String name(String source, TensorFile tensors, ClipTextConfig config) {
    return tensors.names().contains(IMAGE_HALF + "conv1.weight")
        ? ClipConfig.of(source, tensors.names(), tensors::shape).displayName()
        : "CLIP text, width " + config.width() + ", " + config.layers() + " layers";
  }

  /** What a report calls it. */
  public String name() {
    return name;
  }

  /** SHA-256 of the weights. */
  public String sha256() {
    return sha256;
  }

  /** Length of a vector. */
  public int width() {
    return config.embeddingWidth();
  }

  /** The network, for tests. */
  ClipTextTower tower() {
    return tower;
  }

  /**
   * One vector of unit length for each text, [texts][width], in the space of {@link
   * ClipImageEncoder}'s. Of a text over 75 tokens the rest is left out.
   */
  public float[][] encode(List<String> texts) {
    float[][] out = new float[texts.size()][];
    for (int from = 0; from < out.length; from += BATCH) {
      List<String> part = texts.subList(from, Math.min(out.length, from + BATCH));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        FloatRows.copy(tower.forward(ids(part)).normalize(2, 1), out, from);
      }
    }
    return out;
  }

  private NDArray ids(List<String> texts) {
    long[] ids = new long[texts.size() * ClipTokenizer.CONTEXT];
    for (int i = 0; i < texts.size(); i++) {
      int[] own = tokenizer.tokens(texts.get(i));
      for (int t = 0; t < own.length; t++) {
        ids[i * ClipTokenizer.CONTEXT + t] = own[t];
      }
    }
    return manager.create(ids, new Shape(texts.size(), ClipTokenizer.CONTEXT));
  }

  @Override
  public void close() {
    manager.close();
  }
}
