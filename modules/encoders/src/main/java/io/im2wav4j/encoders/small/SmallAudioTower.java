package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** A convolution net over log-mels: [N, 1, bands, T], any T, becomes unit vectors [N, width]. */
public final class SmallAudioTower extends Module {
  private final AudioBackbone sound;
  private final Linear hidden;
  private final Linear projection;

  /** A fresh tower. */
  public SmallAudioTower(ParameterFactory make, SmallEncoderConfig config) {
    this.sound =
        child("sound", new AudioBackbone(make, config.audioChannels(), config.audio().bands()));
    int inner = 8 * config.audioChannels();
    this.hidden = child("hidden", new Linear(make, sound.out(), inner));
    this.projection = child("projection", new Linear(make, inner, config.width()));
  }

  /**
   * @param logMels as {@link SmallLogMel} makes them
   */
  public NDArray forward(NDArray logMels) {
    return projection.forward(Activation.relu(inner(logMels))).normalize(2, 1);
  }

  private NDArray inner(NDArray logMels) {
    return hidden.forward(sound.forward(logMels));
  }
}
