package io.im2wav4j.encoders.vggish;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.im2wav4j.encoders.layer.Conv2d;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;

/** Six convolutions in four stages, each halved, then three linear layers. */
public final class VggishNetwork extends Module {
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NONE = new Shape(0, 0);

  private final List<Conv2d> convolutions = new ArrayList<>();
  private final List<Linear> linear = new ArrayList<>();

  /** A network with values to be loaded over. */
  public VggishNetwork(ParameterFactory make, VggishConfig config) {
    int in = 1;
    for (int i = 0; i < VggishConfig.CONVOLUTIONS.size(); i++) {
      int out = config.channels().get(i);
      String name = "features." + VggishConfig.CONVOLUTIONS.get(i);
      convolutions.add(child(name, new Conv2d(make, in, out, 3, 1, 1, true)));
      in = out;
    }
    in *= VggishFrontEnd.FRAMES / 16 * VggishFrontEnd.BANDS / 16;
    for (int i = 0; i < VggishConfig.LINEAR.size(); i++) {
      int out = config.linear().get(i);
      String name = "embeddings." + VggishConfig.LINEAR.get(i);
      linear.add(child(name, new Linear(make, in, out)));
      in = out;
    }
  }

  /** Examples [N, 1, 96, 64] become planes [N, channels, 6, 4]. */
  NDArray features(NDArray x) {
    x = halved(convolved(0, x));
    x = halved(convolved(1, x));
    x = halved(convolved(3, convolved(2, x)));
    return halved(convolved(5, convolved(4, x)));
  }

  private NDArray convolved(int layer, NDArray x) {
    return Activation.relu(convolutions.get(layer).forward(x));
  }

  private static NDArray halved(NDArray x) {
    return x.getNDArrayInternal().maxPool(TWO, TWO, NONE, false);
  }

  /**
   * Planes become embeddings [N, 128].
   *
   * @param lastActivation whether negative values become 0, as torchvggish does and the usual FAD
   *     packages do not
   */
  NDArray embedding(NDArray features, boolean lastActivation) {
    // As in the TensorFlow original: time, frequency, channel.
    NDArray x = features.transpose(0, 2, 3, 1).reshape(features.getShape().get(0), -1);
    x = Activation.relu(linear.get(0).forward(x));
    x = Activation.relu(linear.get(1).forward(x));
    x = linear.get(2).forward(x);
    return lastActivation ? Activation.relu(x) : x;
  }
}
