package io.im2wav4j.generation;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.generation.decode.Precision;

/**
 * How sounds are generated.
 *
 * @param seconds length of a sound
 * @param low sampling of the low codes
 * @param up sampling of the up codes
 * @param overlap fraction of a window that the window before gives, for sounds longer than one
 * @param samplesPerItem sounds for each picture
 * @param batchSize sounds decoded together; the place of one that is done is taken by the next
 * @param clipSeconds length of the clip whose start the sound is, as a condition of Low, as the
 *     clips it was trained on; where it is shorter than the sound, the sound itself
 * @param precision of the weights in decoding
 * @param seed of all sounds
 */
public record GenerationConfig(
    double seconds,
    SamplingConfig low,
    SamplingConfig up,
    @Default("0.5") double overlap,
    @Default("1") int samplesPerItem,
    @Default("16") int batchSize,
    @Default("0") double clipSeconds,
    @Default("int16") Precision precision,
    @Default("0") long seed) {

  /** Checks the values. */
  public GenerationConfig {
    if (!(seconds > 0 && seconds <= 3600)) {
      throw new IllegalArgumentException(
          "seconds is " + seconds + "; must be above 0, at most 3600");
    }
    if (low == null || up == null) {
      throw new IllegalArgumentException(
          (low == null ? "low" : "up") + " is missing; must say how codes are sampled");
    }
    if (!(overlap >= 0 && overlap < 1)) {
      throw new IllegalArgumentException(
          "overlap is " + overlap + "; must be at least 0 and below 1");
    }
    if (samplesPerItem < 1) {
      throw new IllegalArgumentException(
          "samplesPerItem is " + samplesPerItem + "; must be at least 1");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize is " + batchSize + "; must be at least 1");
    }
    if (!(clipSeconds >= 0)) {
      throw new IllegalArgumentException("clipSeconds is " + clipSeconds + "; must be at least 0");
    }
  }

  /** The same with another guidance scale of Low. */
  public GenerationConfig withGuidance(double scale) {
    return new GenerationConfig(
        seconds,
        low.withGuidance(scale),
        up,
        overlap,
        samplesPerItem,
        batchSize,
        clipSeconds,
        precision,
        seed);
  }
}
