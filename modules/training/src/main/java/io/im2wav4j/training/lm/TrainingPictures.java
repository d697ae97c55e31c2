package io.im2wav4j.training.lm;

import io.im2wav4j.core.config.Default;

/**
 * Which picture a window gets that is conditioned on one picture. Few pictures become many.
 *
 * @param ofClass a random picture of the clip's class instead of its own: where any picture of a
 *     class goes with any of its sounds
 * @param views a random view of the picture ('im2wav data prepare --views') instead of the picture
 * @param mix share of the windows, 0 to 1, that get a point between two such pictures instead (of
 *     the same clip's choice)
 * @param noise norm of what is added in a random direction, where an embedding has norm 1
 */
public record TrainingPictures(
    @Default("false") boolean ofClass,
    @Default("false") boolean views,
    @Default("0") double mix,
    @Default("0") double noise) {

  /** The frame itself. */
  public static final TrainingPictures OWN = new TrainingPictures(false, false, 0, 0);

  /** Checks the values. */
  public TrainingPictures {
    if (!(mix >= 0 && mix <= 1)) {
      throw new IllegalArgumentException("mix is " + mix + "; must be from 0 to 1");
    }
    if (!(noise >= 0 && Double.isFinite(noise))) {
      throw new IllegalArgumentException("noise is " + noise + "; must be at least 0");
    }
  }
}
