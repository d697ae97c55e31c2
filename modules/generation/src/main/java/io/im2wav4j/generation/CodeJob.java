package io.im2wav4j.generation;

import io.im2wav4j.models.conditioning.FrameSequence;
import java.util.random.RandomGenerator;

/**
 * Codes of one level to be sampled for one item: all that they depend on.
 *
 * @param picture what the codes are for
 * @param sampleRate of the sound
 * @param clipSamples length of the clip that the model is conditioned on
 * @param total codes, at least the model's context
 * @param upper codes of the level above, [total / ratio]; null for Low
 * @param prime the first codes, which are not sampled: fewer than {@code total}
 * @param random gives one number for each sampled code
 */
public record CodeJob(
    FrameSequence picture,
    int sampleRate,
    long clipSamples,
    int total,
    int[] upper,
    int[] prime,
    RandomGenerator random) {
  /** Needs something to sample. */
  public CodeJob {
    if (prime.length >= total) {
      throw new IllegalArgumentException(
          "a prime of " + prime.length + " codes for " + total + " in all");
    }
  }
}
