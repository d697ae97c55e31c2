package io.im2wav4j.cli.experiment;

import io.im2wav4j.core.config.Default;

/**
 * How pictures are taken of videos.
 *
 * @param frameRate frames a second, in training and in generation
 */
public record FeaturesConfig(@Default("4") double frameRate) {
  /** Checks the values. */
  public FeaturesConfig {
    if (!(frameRate > 0)) {
      throw new IllegalArgumentException("frameRate is " + frameRate + "; must be above 0");
    }
  }
}
