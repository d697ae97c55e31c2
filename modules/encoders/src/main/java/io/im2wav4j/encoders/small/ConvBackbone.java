package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.encoders.layer.Conv2d;
import io.im2wav4j.encoders.layer.GroupNorm;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Three convolutions that halve the plane, then two that keep it (the first of them residual), each
 * with group normalisation and ReLU: [N, in, H, W] becomes [N, 6 channels, H / 8, W / 8], odd sizes
 * rounded up. The last two see wide context at the finer grid: on the built-in pictures that
 * generalised better than halving once more.
 */
final class ConvBackbone extends Module {
  /** Output channels of each layer as multiples of the first. */
  private static final int[] WIDENING = {1, 2, 4, 4, 6};

  private static final int[] STRIDES = {2, 2, 2, 1, 1};

  private final List<Conv2d> convolutions = new ArrayList<>();
  private final List<GroupNorm> norms = new ArrayList<>();
  private final int out;

  ConvBackbone(ParameterFactory make, int in, int channels) {
    int from = in;
    for (int i = 0; i < WIDENING.length; i++) {
      int to = channels * WIDENING[i];
      int kernel = i == 0 ? 5 : 3;
      convolutions.add(
          child("conv." + i, new Conv2d(make, from, to, kernel, STRIDES[i], kernel / 2, false)));
      norms.add(child("norm." + i, new GroupNorm(make, to / 8, to)));
      from = to;
    }
    this.out = from;
  }

  /** Channels of the result. */
  int out() {
    return out;
  }

  /** Length of an axis after the backbone. */
  static int reduced(int length) {
    return (length + 7) / 8;
  }

  NDArray forward(NDArray x) {
    NDArray y = x;
    for (int i = 0; i < convolutions.size(); i++) {
      NDArray next = Activation.relu(norms.get(i).forward(convolutions.get(i).forward(y)));
      y = next.getShape().equals(y.getShape()) ? next.add(y) : next;
    }
    return y;
  }
}
