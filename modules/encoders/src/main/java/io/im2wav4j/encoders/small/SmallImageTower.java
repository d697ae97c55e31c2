package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** A convolution net over small pictures: [N, 3, S, S] becomes unit vectors [N, width]. */
public final class SmallImageTower extends Module {
  private static final int[] PLANE = {2};

  private final ConvBackbone backbone;
  private final Linear hidden;
  private final Linear projection;

  /** A fresh tower. */
  public SmallImageTower(ParameterFactory make, SmallEncoderConfig config) {
    // Named so in the runs that there are.
    this.backbone = child("trunk", new ConvBackbone(make, 3, config.imageChannels()));
    this.hidden = child("hidden", new Linear(make, 2 * backbone.out(), 2 * backbone.out()));
    this.projection = child("projection", new Linear(make, 2 * backbone.out(), config.width()));
  }

  /**
   * @param images as {@link SmallPictures} makes them
   */
  public NDArray forward(NDArray images) {
    return projection.forward(Activation.relu(inner(images))).normalize(2, 1);
  }

  private NDArray inner(NDArray images) {
    NDArray x = backbone.forward(images);
    x = x.reshape(x.getShape().get(0), x.getShape().get(1), -1);
    // The mean says how much of the picture, the maximum whether anywhere: where does not matter.
    return hidden.forward(NDArrays.concat(new NDList(x.mean(PLANE), x.max(PLANE)), 1));
  }
}
