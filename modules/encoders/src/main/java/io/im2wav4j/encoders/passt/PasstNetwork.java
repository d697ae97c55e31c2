package io.im2wav4j.encoders.passt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.encoders.layer.Conv2d;
import io.im2wav4j.nn.layer.LayerNorm;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * PaSST: overlapping patches of the mel picture with positions in time and in frequency, two extra
 * tokens, a transformer; no patch is left out, as in evaluation.
 */
public final class PasstNetwork extends Module {
  private static final float EPSILON = 1e-6f;

  private final Conv2d patches;
  private final NDArray timePositions;
  private final NDArray frequencyPositions;
  private final NDArray tokenPositions;
  private final NDArray classToken;
  private final NDArray distillationToken;
  private final List<PasstBlock> blocks = new ArrayList<>();
  private final LayerNorm norm;
  private final LayerNorm headNorm;
  private final Linear head;

  /** A network with values to be loaded over. */
  public PasstNetwork(ParameterFactory make, PasstConfig config) {
    int width = config.width();
    this.classToken = parameter("cls_token", make.normal(0.02, 1, 1, width));
    this.distillationToken = parameter("dist_token", make.normal(0.02, 1, 1, width));
    this.tokenPositions = parameter("new_pos_embed", make.normal(0.02, 1, 2, width));
    this.frequencyPositions =
        parameter("freq_new_pos_embed", make.normal(0.02, 1, width, config.rows(), 1));
    this.timePositions =
        parameter("time_new_pos_embed", make.normal(0.02, 1, width, 1, config.columns()));
    this.patches =
        child(
            "patch_embed.proj",
            new Conv2d(make, 1, width, config.patch(), config.stride(), 0, true));
    for (int i = 0; i < config.depth(); i++) {
      blocks.add(child("blocks." + i, new PasstBlock(make, width, config.heads())));
    }
    this.norm = child("norm", new LayerNorm(make, width, EPSILON));
    this.headNorm = child("head.0", new LayerNorm(make, width));
    this.head = child("head.1", new Linear(make, width, config.classes()));
    // The distillation token's own classifier: part of the published file, used in training only.
    child("head_dist", new Linear(make, width, config.classes()));
  }

  /**
   * Pictures [N, 1, 128, frames] become patch vectors [N, width, rows, columns], without positions.
   */
  NDArray patchEmbedding(NDArray pictures) {
    return patches.forward(pictures);
  }

  /**
   * The class and the distillation token of pictures, [N, 2, width]. A picture of fewer columns
   * than there are positions uses the first ones; columns beyond them are cut off.
   */
  NDArray tokens(NDArray pictures) {
    NDArray x = scoped(() -> embedded(pictures));
    for (PasstBlock block : blocks) {
      NDArray before = x;
      x = scoped(() -> block.forward(before));
      before.close();
    }
    return norm.forward(x.get(new NDIndex(":, :2")));
  }

  /** Of what {@code part} makes only its result lives on: a deep network fits memory. */
  private static NDArray scoped(Supplier<NDArray> part) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = part.get();
      NDScope.unregister(result);
    }
    NDScope.register(result);
    return result;
  }

  /** All tokens before the first block, [N, 2 + rows columns, width]. */
  private NDArray embedded(NDArray pictures) {
    NDArray x = patchEmbedding(pictures);
    long known = timePositions.getShape().get(3);
    long columns = Math.min(x.getShape().get(3), known);
    NDIndex first = new NDIndex(":, :, :, :" + columns);
    x = x.get(first).add(timePositions.get(first)).add(frequencyPositions);
    long n = x.getShape().get(0);
    long width = x.getShape().get(1);
    NDArray tokens = x.reshape(n, width, -1).transpose(0, 2, 1);
    NDArray extra =
        NDArrays.concat(new NDList(classToken, distillationToken), 1)
            .add(tokenPositions)
            .repeat(0, n);
    return NDArrays.concat(new NDList(extra, tokens), 1);
  }

  /** Features of pictures, [N, width]: the mean of the two extra tokens. */
  NDArray features(NDArray pictures) {
    return tokens(pictures).mean(new int[] {1});
  }

  /** Logits of features, [N, classes]. */
  NDArray logits(NDArray features) {
    return head.forward(headNorm.forward(features));
  }
}
