package io.im2wav4j.encoders.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/**
 * Normalises groups of channels over the plane, each item by itself, so that training and use are
 * the same and a batch's items do not see each other. {@code weight} and {@code bias} [channels],
 * epsilon 1e-5.
 */
public final class GroupNorm extends Module {
  private static final float EPSILON = 1e-5f;

  private final NDArray weight;
  private final NDArray bias;
  private final int groups;
  private final Shape perChannel;

  /** Scale 1, offset 0. */
  public GroupNorm(ParameterFactory make, int groups, int channels) {
    if (channels % groups != 0) {
      throw new IllegalArgumentException(channels + " channels in " + groups + " groups");
    }
    this.weight = parameter("weight", make.ones(channels));
    this.bias = parameter("bias", make.zeros(channels));
    this.groups = groups;
    this.perChannel = new Shape(1, channels, 1, 1);
  }

  /** [N, channels, H, W] keeps its shape. */
  public NDArray forward(NDArray x) {
    Shape shape = x.getShape();
    Shape group = new Shape(shape.size() / (shape.get(0) * groups));
    NDManager manager = x.getManager();
    return ai.djl.nn.norm.LayerNorm.layerNorm(
            x.reshape(shape.get(0) * groups, group.get(0)),
            group,
            manager.ones(group),
            manager.zeros(group),
            EPSILON)
        .singletonOrThrow()
        .reshape(shape)
        .mul(weight.reshape(perChannel))
        .add(bias.reshape(perChannel));
  }
}
