package io.im2wav4j.training.encoder;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.encoders.small.SmallClassifierConfig;
import io.im2wav4j.training.TrainingConfig;

/**
 * Configuration of {@code im2wav train classifier}.
 *
 * @param model sizes of the classifier
 * @param training how it is trained
 * @param seconds of sound that a training example has
 */
public record ClassifierRun(
    SmallClassifierConfig model, TrainingConfig training, @Default("2") double seconds) {

  /** Checks the values. */
  public ClassifierRun {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds is " + seconds + "; must be above 0");
    }
  }

  /** Columns of log-mel in a training example. */
  int columns() {
    return (int) Math.round(seconds * model.audio().sampleRate() / model.audio().hop());
  }
}
