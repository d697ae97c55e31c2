package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.ScalarConstants;

/**
 * An image tower and an audio tower trained to agree, as CLIP was (Radford et al. 2021): the
 * picture and the sound of an item should be nearer to each other than to those of the batch's
 * other items. Parameters {@code image.*}, {@code audio.*} and the scalar {@code logit_scale} (the
 * logarithm of the factor on the cosines).
 */
public final class ContrastivePair extends Module {
  /** As CLIP: cosines are never scaled by more than 100. */
  private static final float LARGEST_LOG_SCALE = (float) Math.log(100);

  private final SmallEncoderConfig config;
  private final SmallImageTower image;
  private final SmallAudioTower audio;
  private final NDArray logitScale;

  /** A fresh pair. */
  public ContrastivePair(ParameterFactory make, SmallEncoderConfig config) {
    this.config = config;
    this.image = child("image", new SmallImageTower(make, config));
    this.audio = child("audio", new SmallAudioTower(make, config));
    this.logitScale =
        parameter("logit_scale", make.manager().create((float) Math.log(1 / config.temperature())));
  }

  /** The sizes. */
  public SmallEncoderConfig config() {
    return config;
  }

  /** The picture's half. */
  public SmallImageTower image() {
    return image;
  }

  /** The sound's half. */
  public SmallAudioTower audio() {
    return audio;
  }

  /**
   * Mean of the two cross entropies (which sound goes with a picture, which picture with a sound),
   * a scalar in nats; ln N for towers that know nothing.
   *
   * @param images [N, 3, S, S]
   * @param logMels [N, 1, bands, T], row by row the sounds of the pictures
   */
  public NDArray loss(NDArray images, NDArray logMels) {
    NDArray logits = logits(images, logMels);
    return crossEntropies(logits, logits.getManager().eye((int) logits.getShape().get(0)));
  }

  /**
   * The same where items have kinds: a part of what is asked for is an item's own partner, the rest
   * is spread evenly over all items of its kind, itself included.
   *
   * @param kinds class indices [N], INT64
   * @param shared the part that goes to the kind, 0 to 1
   */
  public NDArray loss(NDArray images, NDArray logMels, NDArray kinds, float shared) {
    NDArray logits = logits(images, logMels);
    long n = logits.getShape().get(0);
    NDArray same = kinds.reshape(n, 1).eq(kinds.reshape(1, n)).toType(DataType.FLOAT32, false);
    NDArray spread = same.div(same.sum(new int[] {1}, true)).mul(shared);
    return crossEntropies(logits, spread.add(logits.getManager().eye((int) n).mul(1 - shared)));
  }

  private NDArray logits(NDArray images, NDArray logMels) {
    NDArray scale = logitScale.clip(Float.NEGATIVE_INFINITY, LARGEST_LOG_SCALE).exp();
    return image.forward(images).matMul(audio.forward(logMels).transpose()).mul(scale);
  }

  /** The wanted distributions are symmetric, so one matrix serves rows and columns. */
  private static NDArray crossEntropies(NDArray logits, NDArray wanted) {
    NDArray both = logits.logSoftmax(1).add(logits.logSoftmax(0));
    return ScalarConstants.div(both.mul(wanted).sum(), -2.0 * logits.getShape().get(0));
  }
}
