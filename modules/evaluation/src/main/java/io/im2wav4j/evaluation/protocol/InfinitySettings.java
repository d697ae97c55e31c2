package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.config.Default;

/**
 * How a Frechet distance is extrapolated to infinitely many clips.
 *
 * @param steps subset sizes; published: 25
 * @param smallest smallest subset; published: 500. A quarter of the vectors where there are fewer
 *     than twice as many
 * @param resamples bootstrap draws, each {@code steps} distances
 */
public record InfinitySettings(
    @Default("25") int steps, @Default("500") int smallest, @Default("20") int resamples) {
  /** Checks the ranges. */
  public InfinitySettings {
    require(steps >= 3, "steps is " + steps + "; must be at least 3");
    require(smallest >= 2, "smallest is " + smallest + "; must be at least 2");
    require(resamples >= 2, "resamples is " + resamples + "; must be at least 2");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
