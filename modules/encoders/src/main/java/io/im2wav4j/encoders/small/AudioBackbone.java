package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * Convolutions over a log-mel and pooling over time alone, for height in frequency is what
 * distinguishes sounds: [N, 1, bands, T] becomes [N, out] for any T of at least 1.
 */
final class AudioBackbone extends Module {
  private static final int[] TIME = {2};

  /** About the mean and the standard deviation of log-mels in nats: a fixed scale for all clips. */
  private static final float CENTER = -9;

  private static final float SPREAD = 3;

  private final ConvBackbone backbone;
  private final int out;

  AudioBackbone(ParameterFactory make, int channels, int bands) {
    // Named so in the runs that there are.
    this.backbone = child("trunk", new ConvBackbone(make, 1, channels));
    this.out = 2 * backbone.out() * ConvBackbone.reduced(bands);
  }

  /** Width of the result. */
  int out() {
    return out;
  }

  NDArray forward(NDArray logMels) {
    NDArray x = backbone.forward(logMels.add(-CENTER).mul(1 / SPREAD));
    Shape s = x.getShape();
    NDArray columns = x.reshape(s.get(0), s.get(1) * s.get(2), s.get(3));
    return NDArrays.concat(new NDList(columns.mean(TIME), columns.max(TIME)), 1);
  }
}
