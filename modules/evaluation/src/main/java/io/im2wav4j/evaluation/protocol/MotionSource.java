package io.im2wav4j.evaluation.protocol;

import java.util.Optional;

/** The motion of an item's video, looked at when it is its turn. */
@FunctionalInterface
public interface MotionSource {
  /**
   * When it moves most, in seconds from the item's start, ascending.
   *
   * @param frameRate frames a second to look at
   */
  double[] peaks(double frameRate);

  /** What the video is, as {@link SoundSource#identity}. */
  default Optional<String> identity() {
    return Optional.empty();
  }
}
