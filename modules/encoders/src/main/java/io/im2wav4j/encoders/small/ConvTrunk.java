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
 * Four convolutions that halve the plane each time and widen the channels to 1, 2, 4 and 6 times
 * the first: [N, in, H, W] becomes [N, 6 channels, H / 16, W / 16], odd sizes rounded up.
 */
final class ConvTrunk extends Module {
  private static final int[] WIDENING = {1, 2, 4, 6};

  private final List<Conv2d> convolutions = new ArrayList<>();
  private final List<GroupNorm> norms = new ArrayList<>();
  private final int out;

  ConvTrunk(ParameterFactory make, int in, int channels) {
    int from = in;
    for (int i = 0; i < WIDENING.length; i++) {
      int to = channels * WIDENING[i];
      int kernel = i == 0 ? 5 : 3;
      convolutions.add(
          child("conv." + i, new Conv2d(make, from, to, kernel, 2, kernel / 2, false)));
      norms.add(child("norm." + i, new GroupNorm(make, to / 8, to)));
      from = to;
    }
    this.out = from;
  }

  /** Channels of the result. */
  int out() {
    return out;
  }

  NDArray forward(NDArray x) {
    NDArray y = x;
    for (int i = 0; i < convolutions.size(); i++) {
      y = Activation.relu(norms.get(i).forward(convolutions.get(i).forward(y)));
    }
    return y;
  }
}
