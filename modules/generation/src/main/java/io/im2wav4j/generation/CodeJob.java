package io.im2wav4j.generation;

import io.im2wav4j.models.conditioning.FrameSequence;
import java.util.random.RandomGenerator;

/**
 * Codes of one level to be sampled for one item: all that they depend on.
 *
 * @param picture what the codes are for
 * @param sampleRate of the sound
 * @param clipSamples length of the clip that is a condition of the model
 * @param total codes, at least the model's context
 * @param upper codes of the level above, [total / 2^halvings]; null for Low
 * @param given the first codes, fewer than {@code total}
 * @param random gives one number for each sampled code
 */
public record CodeJob(
    FrameSequence picture,
    int sampleRate,
    long clipSamples,
    int total,
    int[] upper,
    int[] given,
    RandomGenerator random) {
  /** Needs something to sample. */
  public CodeJob {
    if (given.length >= total) {
      throw new IllegalArgumentException(given.length + " of " + total + " codes are given");
    }
  }
}
