package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder of one level: [N, 1, T] becomes [N, C, T / hop]. Level l runs the shapes of levels 0
 * to l one after the other, with weights of its own.
 */
final class Encoder extends Module {
  private final List<Stage> stages = new ArrayList<>();

  /** An encoder with new weights. */
  public Encoder(ParameterFactory make, VqVaeConfig config, int level) {
    for (int l = 0; l <= level; l++) {
      int in = l == 0 ? 1 : config.embeddingWidth();
      stages.add(
          child(
              "level_blocks." + l,
              new Stage(make, config, in, config.downsamplingLayers().get(l))));
    }
  }

  /** Applies the encoder. */
  public NDArray forward(NDArray x) {
    NDArray y = x;
    for (Stage stage : stages) {
      y = stage.forward(y);
    }
    return y;
  }

  /** Halvings, each followed by residual blocks, then a convolution to the embedding width. */
  private static final class Stage extends Module {
    private final List<Conv1d> halve = new ArrayList<>();
    private final List<ResidualStack> residual = new ArrayList<>();
    private final Conv1d out;

    Stage(ParameterFactory make, VqVaeConfig config, int in, int layers) {
      for (int i = 0; i < layers; i++) {
        int channels = i == 0 ? in : config.width();
        halve.add(
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
      for (int i = 0; i < halve.size(); i++) {
        y = residual.get(i).forward(halve.get(i).forward(y));
      }
      return out.forward(y);
    }
  }
}
