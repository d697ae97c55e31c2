package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.nn.layer.BlockedLayout;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.Embedding;
import io.im2wav4j.nn.layer.LayerNorm;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.UpsamplingConv1d;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Codes of the level above, embedded, upsampled by a stack of dilated residual blocks before each
 * doubling, and normalised: one vector for each code of this level. Im2Wav's {@code
 * conditioner_blocks.0}. Dilations grow from the first block to the last.
 */
public final class CodeConditioner extends Module {
  private final Embedding embedding;
  private final Conv1d in;
  private final List<List<DilatedResidualBlock>> stacks = new ArrayList<>();
  private final List<UpsamplingConv1d> doublings = new ArrayList<>();
  private final LayerNorm norm;

  /**
   * @param width of the model
   * @param initScale factor of the embedding's standard deviation
   */
  public CodeConditioner(
      ParameterFactory make, CodeConditionerConfig config, int width, double initScale) {
    this.embedding =
        child("x_emb", new Embedding(make, config.codebookSize(), width, 0.02 * initScale));
    int inner = config.width();
    this.in = child("cond.model.0", new Conv1d(make, width, inner, 3, 1, 1, 1));
    for (int i = 1; i <= config.upsamplingLayers(); i++) {
      List<DilatedResidualBlock> stack = new ArrayList<>();
      for (int j = 0; j < config.depth(); j++) {
        stack.add(
            child(
                "cond.model." + i + ".0.blocks." + j,
                new DilatedResidualBlock(make, inner, config.dilation(j))));
      }
      stacks.add(stack);
      int out = i == config.upsamplingLayers() ? width : inner;
      doublings.add(child("cond.model." + i + ".1", new UpsamplingConv1d(make, inner, out)));
    }
    this.norm = child("ln", new LayerNorm(make, width));
  }

  /** Codes [N, T / ratio] become [N, T, width]. */
  public NDArray forward(NDArray codes) {
    NDArray x = in.forward(embedding.forward(codes).transpose(0, 2, 1));
    for (int i = 0; i < stacks.size(); i++) {
      x = BlockedLayout.enter(x);
      for (DilatedResidualBlock block : stacks.get(i)) {
        x = next(x, block::forward);
      }
      UpsamplingConv1d doubling = doublings.get(i);
      x = next(x, y -> doubling.forward(BlockedLayout.leave(y)));
    }
    NDArray y = norm.forward(x.transpose(0, 2, 1));
    if (!JniUtils.isGradMode()) {
      x.close();
    }
    return y;
  }

  /**
   * What a layer makes of {@code x}. Without gradients all else is freed at once: for a window of
   * the published sizes it would be more than all weights.
   */
  private static NDArray next(NDArray x, UnaryOperator<NDArray> layer) {
    if (JniUtils.isGradMode()) {
      return layer.apply(x);
    }
    NDArray y;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      y = layer.apply(x);
      NDScope.unregister(y);
    }
    x.close();
    return y;
  }

  /** The vectors of codes. */
  public Embedding embedding() {
    return embedding;
  }

  /** The convolution from vectors of codes to the first stack, kernel 3. */
  public Conv1d in() {
    return in;
  }

  /** The blocks before each doubling. */
  public List<List<DilatedResidualBlock>> stacks() {
    return List.copyOf(stacks);
  }

  /** The layer after each stack. */
  public List<UpsamplingConv1d> doublings() {
    return List.copyOf(doublings);
  }

  /** The last layer. */
  public LayerNorm norm() {
    return norm;
  }
}
