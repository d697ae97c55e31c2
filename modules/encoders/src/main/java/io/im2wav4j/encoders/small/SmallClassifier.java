package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;

/** A convolution net that names the kind of a sound from its log-mel. */
public final class SmallClassifier extends Module {
  private static final SoftmaxCrossEntropyLoss CROSS_ENTROPY = new SoftmaxCrossEntropyLoss();

  private final SmallClassifierConfig config;
  private final int kinds;
  private final AudioBackbone sound;
  private final Linear hidden;
  private final Linear output;

  /**
   * A fresh classifier.
   *
   * @param kinds number of classes
   */
  public SmallClassifier(ParameterFactory make, SmallClassifierConfig config, int kinds) {
    this.config = config;
    this.kinds = kinds;
    this.sound = child("sound", new AudioBackbone(make, config.channels(), config.audio().bands()));
    this.hidden = child("hidden", new Linear(make, sound.out(), config.features()));
    this.output = child("output", new Linear(make, config.features(), kinds));
  }

  /** The sizes. */
  public SmallClassifierConfig config() {
    return config;
  }

  /** Number of classes. */
  public int kinds() {
    return kinds;
  }

  /**
   * [N, 1, bands, T] becomes the features before the last layer [N, features]; before its ReLU too,
   * as Frechet distances of VGGish take them.
   */
  public NDArray features(NDArray logMels) {
    return hidden.forward(sound.forward(logMels));
  }

  /** [N, features] becomes unnormalised scores [N, kinds]. */
  public NDArray logits(NDArray features) {
    return output.forward(Activation.relu(features));
  }

  /**
   * Mean cross entropy, a scalar in nats.
   *
   * @param logMels [N, 1, bands, T]
   * @param labels class indices [N], INT64
   */
  public NDArray loss(NDArray logMels, NDArray labels) {
    return CROSS_ENTROPY.evaluate(new NDList(labels), new NDList(logits(features(logMels))));
  }
}
