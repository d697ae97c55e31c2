package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.layer.BlockedLayout;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.UpsamplingConv1d;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder of one level: [N, C, T / hop] becomes [N, 1, T]. It mirrors the encoder: the last
 * stage's shape first, dilations backwards.
 */
public final class Decoder extends Module {
  private final List<Stage> stages = new ArrayList<>();
  private final OutputUpsampling output;

  /** A decoder with new weights. */
  public Decoder(ParameterFactory make, VqVaeConfig config, CodeLevel level) {
    List<Integer> layers = config.layers(level);
    for (int l = 0; l < layers.size(); l++) {
      stages.add(child("level_blocks." + l, new Stage(make, config, layers.get(l))));
    }
    Conv1d out = child("out", new Conv1d(make, config.embeddingWidth(), 1, 3, 1, 1, 1));
    output = new OutputUpsampling(make, stages.get(0).last(), out);
  }

  /** Applies the decoder. */
  public NDArray forward(NDArray quantized) {
    NDArray y = BlockedLayout.enter(quantized);
    for (int l = stages.size() - 1; l > 0; l--) {
      Stage stage = stages.get(l);
      y = stage.last().forward(stage.beforeLast(y));
    }
    return output.forward(BlockedLayout.leave(stages.get(0).beforeLast(y)));
  }

  /**
   * A convolution from the embedding width, then residual blocks, each followed by an upsampling
   * layer.
   */
  private static final class Stage extends Module {
    private final Conv1d in;
    private final List<ResidualStack> residual = new ArrayList<>();
    private final List<UpsamplingConv1d> upsampling = new ArrayList<>();

    Stage(ParameterFactory make, VqVaeConfig config, int layers) {
      in = child("model.0", new Conv1d(make, config.embeddingWidth(), config.width(), 3, 1, 1, 1));
      for (int i = 0; i < layers; i++) {
        int channels = i == layers - 1 ? config.embeddingWidth() : config.width();
        String name = "model." + (i + 1);
        residual.add(child(name + ".0", new ResidualStack(make, config, true)));
        upsampling.add(child(name + ".1", new UpsamplingConv1d(make, config.width(), channels)));
      }
    }

    /** All but the last upsampling layer. */
    NDArray beforeLast(NDArray x) {
      NDArray y = in.forward(x);
      for (int i = 0; i < upsampling.size() - 1; i++) {
        y = upsampling.get(i).forward(residual.get(i).forward(y));
      }
      return residual.get(upsampling.size() - 1).forward(y);
    }

    UpsamplingConv1d last() {
      return upsampling.get(upsampling.size() - 1);
    }
  }
}
