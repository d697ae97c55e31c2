package io.im2wav4j.models.lm;

import io.im2wav4j.core.config.Default;

/**
 * How a code of a language model is drawn from its logits.
 *
 * @param guidance scale of classifier-free guidance; a model without null vectors ignores it
 * @param temperature divides the logits; 0 takes the most probable code
 * @param topK keep only that many codes; 0: all
 * @param topP keep only the codes that make up this probability; 0: all
 * @param guidanceFrom fraction of a window where guidance begins; before it the scale is 1
 * @param guidanceTo fraction of a window where guidance ends; from there on the scale is 1
 *     (guidance in a limited interval: Kynkaanniemi et al. 2024)
 */
public record SamplingConfig(
    @Default("1") double guidance,
    @Default("1") double temperature,
    @Default("0") int topK,
    @Default("0") double topP,
    @Default("0") double guidanceFrom,
    @Default("1") double guidanceTo) {

  /** Checks the values. */
  public SamplingConfig {
    if (!(guidance >= 0 && Double.isFinite(guidance))) {
      throw new IllegalArgumentException("guidance is " + guidance + "; must be a number from 0");
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
    if (!(guidanceFrom >= 0 && guidanceFrom <= guidanceTo && guidanceTo <= 1)) {
      throw new IllegalArgumentException(
          "guidanceFrom is "
              + guidanceFrom
              + ", guidanceTo "
              + guidanceTo
              + "; must be from 0 to 1 and not the wrong way round");
    }
  }

  /** Guidance everywhere in a window. */
  public SamplingConfig(double guidance, double temperature, int topK, double topP) {
    this(guidance, temperature, topK, topP, 0, 1);
  }

  /** The most probable code always. */
  public static SamplingConfig greedy(double guidance) {
    return new SamplingConfig(guidance, 0, 0, 0);
  }

  /** The same with another scale. */
  public SamplingConfig withGuidance(double scale) {
    return new SamplingConfig(scale, temperature, topK, topP, guidanceFrom, guidanceTo);
  }

  /** The scale at a code of a window of {@code context} codes. */
  public double scale(int place, int context) {
    boolean inside = place >= guidanceFrom * context && place < guidanceTo * context;
    return inside ? guidance : 1;
  }
}
