package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Default;

/**
 * How pictures are taken.
 *
 * @param frameRate frames a second of a video, in training and in generation
 * @param views views of each training item's picture that are embedded too
 */
public record FeaturesConfig(@Default("4") double frameRate, @Default("0") int views) {
  /** Checks the values. */
  public FeaturesConfig {
    if (!(frameRate > 0)) {
      throw new IllegalArgumentException("frameRate is " + frameRate + "; must be above 0");
    }
    if (views < 0) {
      throw new IllegalArgumentException("views is " + views + "; must be at least 0");
    }
  }
}
