package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.nn.layer.Embedding;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes of the level above, embedded, upsampled by a stack of dilated residual blocks before each
 * doubling, and normalised: one vector for each code of this level. Im2Wav's {@code
 * conditioner_blocks.0}. Dilations grow from the first block to the last.
 */
final class CodeConditioner extends Module {
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
      for (DilatedResidualBlock block : stacks.get(i)) {
        x = block.forward(x);
      }
      x = doublings.get(i).forward(x);
    }
    return norm.forward(x.transpose(0, 2, 1));
  }
}
