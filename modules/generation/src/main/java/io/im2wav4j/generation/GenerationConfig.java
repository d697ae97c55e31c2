package io.im2wav4j.generation;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.lm.SamplingConfig;

/**
 * How sounds are generated.
 *
 * @param seconds length of a sound
 * @param low sampling of the low codes
 * @param up sampling of the up codes
 * @param overlap fraction of a window that the window before primes, for sounds longer than one
 * @param samplesPerItem sounds for each picture
 * @param batchSize sounds decoded together; the place of one that is done is taken by the next
 * @param clipSeconds length of the clip that Low is conditioned on as if the sound were its start,
 *     as the clips it was trained on; where it is shorter than the sound, the sound itself
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
    return with(low.withGuidance(scale), samplesPerItem, precision);
  }

  /** The same with so many sounds for each picture. */
  public GenerationConfig withSamplesPerItem(int samples) {
    return with(low, samples, precision);
  }

  /** The same in the precision of the engine that is there. */
  public GenerationConfig withPrecision(Precision found) {
    return with(low, samplesPerItem, found);
  }

  private GenerationConfig with(SamplingConfig ofLow, int samples, Precision inPrecision) {
    return new GenerationConfig(
        seconds, ofLow, up, overlap, samples, batchSize, clipSeconds, inPrecision, seed);
  }
}
