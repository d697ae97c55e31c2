package io.im2wav4j.encoders.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.encoders.layer.Conv2d;
import io.im2wav4j.nn.layer.LayerNorm;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * CLIP's vision transformer; its tensors are those of the published state dict that start with
 * {@code visual.}, less that prefix.
 */
public final class ClipImageTower extends Module {
  private final Conv2d patches;
  private final NDArray classEmbedding;
  private final NDArray positions;
  private final NDArray projection;
  private final LayerNorm before;
  private final List<ResidualAttentionBlock> blocks = new ArrayList<>();
  private final LayerNorm after;

  /** A tower with values to be loaded over. */
  public ClipImageTower(ParameterFactory make, ClipConfig config) {
    int width = config.width();
    int patch = config.patchSize();
    double scale = 1 / Math.sqrt(width);
    this.classEmbedding = parameter("class_embedding", make.normal(scale, width));
    this.positions =
        parameter("positional_embedding", make.normal(scale, config.patches() + 1L, width));
    this.projection = parameter("proj", make.normal(scale, width, config.embeddingWidth()));
    this.patches = child("conv1", new Conv2d(make, 3, width, patch, patch, 0, false));
    this.before = child("ln_pre", new LayerNorm(make, width));
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(
          child(
              "transformer.resblocks." + i,
              new ResidualAttentionBlock(make, width, config.heads())));
    }
    this.after = child("ln_post", new LayerNorm(make, width));
  }

  /** Pictures [N, 3, S, S] become patch vectors [N, width, grid, grid], before any position. */
  NDArray patchEmbedding(NDArray images) {
    return patches.forward(images);
  }

  /**
   * [N, 3, S, S] becomes embeddings [N, embedding width], not normalised.
   *
   * @param images as {@link ClipPreprocessing} makes them
   */
  public NDArray forward(NDArray images) {
    NDArray patch = patchEmbedding(images);
    long n = patch.getShape().get(0);
    long width = patch.getShape().get(1);
    NDArray tokens = patch.reshape(n, width, -1).transpose(0, 2, 1);
    NDArray start = tokens.getManager().zeros(new ai.djl.ndarray.types.Shape(n, 1, width));
    NDArray x = NDArrays.concat(new NDList(start.add(classEmbedding), tokens), 1).add(positions);
    x = before.forward(x);
    for (ResidualAttentionBlock block : blocks) {
      x = block.forward(x, null);
    }
    return after.forward(x.get(new NDIndex(":, 0"))).matMul(projection);
  }
}
