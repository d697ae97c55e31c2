package io.im2wav4j.generation;

import io.im2wav4j.core.config.Default;

/**
 * How a code is drawn from logits.
 *
 * @param guidance scale of classifier-free guidance; a model without null vectors ignores it
 * @param temperature divides the logits; 0 takes the most probable code
 * @param topK keep only that many codes; 0: all
 * @param topP keep only the codes that make up this probability; 0: all
 */
public record SamplingConfig(
    @Default("1") double guidance,
    @Default("1") double temperature,
    @Default("0") int topK,
    @Default("0") double topP) {

  /** Checks the values. */
  public SamplingConfig {
    if (!Double.isFinite(guidance)) {
      throw new IllegalArgumentException("guidance is " + guidance + "; must be a number");
    }
    if (!(temperature >= 0)) {
      throw new IllegalArgumentException("temperature is " + temperature + "; must be at least 0");
    }
    if (topK < 0) {
      throw new IllegalArgumentException("topK is " + topK + "; must be at least 0");
    }
    if (!(topP >= 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP is " + topP + "; must be from 0 to 1");
    }
    if (topK > 0 && topP > 0) {
      throw new IllegalArgumentException("topP is " + topP + "; must be 0 where topK is given");
    }
  }

  /** The most probable code always. */
  public static SamplingConfig greedy(double guidance) {
    return new SamplingConfig(guidance, 0, 0, 0);
  }
}
