package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.layer.BlockedLayout;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder of one level: [N, 1, T] becomes [N, C, T / hop]. That of low has the shape of up's
 * and then a stage more, with weights of its own.
 */
public final class Encoder extends Module {
  private final List<Stage> stages = new ArrayList<>();

  /** An encoder with new weights. */
  public Encoder(ParameterFactory make, VqVaeConfig config, CodeLevel level) {
    List<Integer> layers = config.layers(level);
    for (int l = 0; l < layers.size(); l++) {
      int in = l == 0 ? 1 : config.embeddingWidth();
      stages.add(child("level_blocks." + l, new Stage(make, config, in, layers.get(l))));
    }
  }

  /** Applies the encoder. */
  public NDArray forward(NDArray x) {
    NDArray y = BlockedLayout.enter(x);
    for (Stage stage : stages) {
      y = stage.forward(y);
    }
    return BlockedLayout.leave(y);
  }

  /**
   * Downsampling layers, each followed by residual blocks, then a convolution to the embedding
   * width.
   */
  private static final class Stage extends Module {
    private final List<Conv1d> downsampling = new ArrayList<>();
    private final List<ResidualStack> residual = new ArrayList<>();
    private final Conv1d out;

    Stage(ParameterFactory make, VqVaeConfig config, int in, int layers) {
      for (int i = 0; i < layers; i++) {
        int channels = i == 0 ? in : config.width();
        downsampling.add(
            child("model." + i + ".0", new Conv1d(make, channels, config.width(), 4, 2, 1, 1)));
        residual.add(child("model." + i + ".1", new ResidualStack(make, config, false)));
      }
      out =
          child(
              "model." + layers,
              new Conv1d(make, config.width(), config.embeddingWidth(), 3, 1, 1, 1));
    }

    NDArray forward(NDArray x) {
      NDArray y = x;
      for (int i = 0; i < downsampling.size(); i++) {
        y = residual.get(i).forward(downsampling.get(i).forward(y));
      }
      return out.forward(y);
    }
  }
}
