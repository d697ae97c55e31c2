package io.im2wav4j.models.conditioning;

/**
 * How a model is conditioned on the place of its window in the clip.
 *
 * @param bins embeddings for each of total length, absolute and relative position
 * @param minSamples shortest total length
 * @param maxSamples longest total length; longer ones share its bin
 */
public record TimeConfig(int bins, double minSamples, double maxSamples) {

  /** Checks the values. */
  public TimeConfig {
    if (bins < 1) {
      throw new IllegalArgumentException("bins is " + bins + "; must be at least 1");
    }
    if (!(minSamples >= 0 && maxSamples > minSamples)) {
      throw new IllegalArgumentException(
          "maxSamples is " + maxSamples + "; must be above minSamples " + minSamples);
    }
  }
}
