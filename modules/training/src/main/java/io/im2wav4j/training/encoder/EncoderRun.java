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
 * @param sharedWithinLabel part of a picture's weight, 0 to 1, that goes to all sounds of its label
 *     alike; 0 is CLIP's own loss, in which another item of the label counts as wrong
 */
public record EncoderRun(
    SmallEncoderConfig model,
    TrainingConfig training,
    @Default("2") double seconds,
    @Default("4") int frames,
    @Default("0") double sharedWithinLabel) {

  /** Checks the values. */
  public EncoderRun {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds is " + seconds + "; must be above 0");
    }
    if (!(sharedWithinLabel >= 0 && sharedWithinLabel <= 1)) {
      throw new IllegalArgumentException(
          "sharedWithinLabel is " + sharedWithinLabel + "; must be from 0 to 1");
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
