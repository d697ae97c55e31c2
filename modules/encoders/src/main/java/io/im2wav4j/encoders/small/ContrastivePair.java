package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.Scalars;

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
    NDArray pictures = image.forward(images);
    NDArray sounds = audio.forward(logMels);
    NDArray scale = logitScale.clip(Float.NEGATIVE_INFINITY, LARGEST_LOG_SCALE).exp();
    NDArray logits = pictures.matMul(sounds.transpose()).mul(scale);
    NDArray own = logits.getManager().eye((int) logits.getShape().get(0));
    NDArray both = logits.logSoftmax(1).add(logits.logSoftmax(0));
    return Scalars.div(both.mul(own).sum(), -2.0 * logits.getShape().get(0));
  }
}
