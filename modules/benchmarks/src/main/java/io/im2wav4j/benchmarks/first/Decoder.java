package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder of one level: [N, C, T / hop] becomes [N, 1, T]. It mirrors the encoder: the last
 * level's shape first, dilations backwards.
 */
final class Decoder extends Module {
  private final List<Stage> stages = new ArrayList<>();
  private final OutputUpsampling output;

  /** A decoder with new weights. */
  public Decoder(ParameterFactory make, VqVaeConfig config, int level) {
    for (int l = 0; l <= level; l++) {
      stages.add(
          child("level_blocks." + l, new Stage(make, config, config.downsamplingLayers().get(l))));
    }
    Conv1d out = child("out", new Conv1d(make, config.embeddingWidth(), 1, 3, 1, 1, 1));
    output = new OutputUpsampling(make, stages.get(0).last(), out);
  }

  /** Applies the decoder. */
  public NDArray forward(NDArray quantized) {
    NDArray y = quantized;
    for (int l = stages.size() - 1; l > 0; l--) {
      Stage stage = stages.get(l);
      y = stage.last().forward(stage.beforeLast(y));
    }
    return output.forward(stages.get(0).beforeLast(y));
  }

  /** A convolution from the embedding width, then residual blocks, each followed by a doubling. */
  private static final class Stage extends Module {
    private final Conv1d in;
    private final List<ResidualStack> residual = new ArrayList<>();
    private final List<UpsamplingConv1d> twice = new ArrayList<>();

    Stage(ParameterFactory make, VqVaeConfig config, int layers) {
      in = child("model.0", new Conv1d(make, config.embeddingWidth(), config.width(), 3, 1, 1, 1));
      for (int i = 0; i < layers; i++) {
        int channels = i == layers - 1 ? config.embeddingWidth() : config.width();
        String name = "model." + (i + 1);
        residual.add(child(name + ".0", new ResidualStack(make, config, true)));
        twice.add(child(name + ".1", new UpsamplingConv1d(make, config.width(), channels)));
      }
    }

    /** All but the last doubling. */
    NDArray beforeLast(NDArray x) {
      NDArray y = in.forward(x);
      for (int i = 0; i < twice.size() - 1; i++) {
        y = twice.get(i).forward(residual.get(i).forward(y));
      }
      return residual.get(twice.size() - 1).forward(y);
    }

    UpsamplingConv1d last() {
      return twice.get(twice.size() - 1);
    }
  }
}
