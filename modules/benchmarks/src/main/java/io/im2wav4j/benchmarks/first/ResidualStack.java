package io.im2wav4j.benchmarks.first;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual blocks with dilations 1, g, g^2 ... (or that list backwards, in decoders); [N, width, T]
 * keeps its shape.
 */
final class ResidualStack extends Module {
  private final List<ResidualBlock> blocks = new ArrayList<>();

  ResidualStack(ParameterFactory make, VqVaeConfig config, boolean reversed) {
    int depth = config.depth();
    for (int d = 0; d < depth; d++) {
      int power = reversed ? depth - 1 - d : d;
      int dilation = Math.toIntExact(Math.round(Math.pow(config.dilationGrowth(), power)));
      blocks.add(child("model." + d, new ResidualBlock(make, config.width(), dilation)));
    }
  }

  NDArray forward(NDArray x) {
    NDArray y = x;
    for (ResidualBlock block : blocks) {
      y = block.forward(y);
    }
    return y;
  }
}
