package io.im2wav4j.generation;

import java.util.random.RandomGenerator;

/** Draws a code from logits. */
public final class Sampler {
  private final SamplingConfig config;

  /** A sampler. */
  public Sampler(SamplingConfig config) {
    this.config = config;
  }

  /** The configuration. */
  public SamplingConfig config() {
    return config;
  }

  /**
   * A code from one row of guided logits: divided by the temperature, filtered, drawn by the
   * inverse of the cumulative distribution in doubles. Takes exactly one number from {@code random}
   * (none when greedy), so that a stream of codes depends on its own generator only.
   */
  public int sample(float[] logits, RandomGenerator random) {
    if (config.temperature() == 0) {
      return most(logits);
    }
    float[] scaled = logits.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= (float) config.temperature();
    }
    float[] kept = LogitFilter.topP(LogitFilter.topK(scaled, config.topK()), config.topP());
    double largest = kept[most(kept)];
    double[] cumulative = new double[kept.length];
    double sum = 0;
    for (int i = 0; i < kept.length; i++) {
      sum += Math.exp(kept[i] - largest);
      cumulative[i] = sum;
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException("the model's logits are not numbers");
    }
    double at = random.nextDouble() * sum;
    int low = 0;
    int high = kept.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static int most(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }
}
