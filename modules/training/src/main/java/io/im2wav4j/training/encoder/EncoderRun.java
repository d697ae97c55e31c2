package io.im2wav4j.training.encoder;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.encoders.small.SmallEncoderConfig;
import io.im2wav4j.training.TrainingConfig;

/**
 * Configuration of {@code im2wav train encoder}.
 *
 * @param model sizes of the pair
 * @param training how it is trained
 * @param seconds of sound that a training example has
 * @param frames pictures that are kept of each video
 */
public record EncoderRun(
    SmallEncoderConfig model,
    TrainingConfig training,
    @Default("2") double seconds,
    @Default("4") int frames) {

  /** Checks the values. */
  public EncoderRun {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds is " + seconds + "; must be above 0");
    }
    if (frames < 1) {
      throw new IllegalArgumentException("frames is " + frames + "; must be at least 1");
    }
  }

  /** Columns of log-mel in a training example. */
  int columns() {
    return (int) Math.round(seconds * model.audio().sampleRate() / model.audio().hop());
  }
}
