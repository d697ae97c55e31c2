package io.im2wav4j.generation;

import io.im2wav4j.models.lm.SamplingConfig;
import java.util.random.RandomGenerator;

/** Draws a code from logits. Not for several threads at a time: it keeps its working space. */
public final class Sampler {
  private final SamplingConfig config;
  private float[] kept = {};
  private double[] cumulative = {};

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
    int count = logits.length;
    if (kept.length != count) {
      kept = new float[count];
      cumulative = new double[count];
    }
    for (int i = 0; i < count; i++) {
      kept[i] = logits[i] / (float) config.temperature();
    }
    LogitFilter.keepTopK(kept, config.topK());
    LogitFilter.keepTopP(kept, config.topP());
    double largest = kept[most(kept)];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      if (kept[i] != Float.NEGATIVE_INFINITY) {
        sum += Math.exp(kept[i] - largest);
      }
      cumulative[i] = sum;
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException("the model's logits are not numbers");
    }
    double at = random.nextDouble() * sum;
    int low = 0;
    int high = count - 1;
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
