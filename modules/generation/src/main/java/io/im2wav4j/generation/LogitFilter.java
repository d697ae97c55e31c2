package io.im2wav4j.generation;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Removes improbable codes: their logits become minus infinity, the others stay as they are. */
public final class LogitFilter {
  private LogitFilter() {}

  /**
   * Keeps the {@code k} largest logits and those equal to the smallest of them.
   *
   * @param k 0: keep all
   */
  public static float[] topK(float[] logits, int k) {
    if (k <= 0 || k >= logits.length) {
      return logits.clone();
    }
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    float least = sorted[sorted.length - k];
    float[] kept = logits.clone();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] < least) {
        kept[i] = Float.NEGATIVE_INFINITY;
      }
    }
    return kept;
  }

  /**
   * Keeps the most probable codes up to and including the first that takes their probability over
   * {@code p}.
   *
   * @param p 0: keep all
   */
  public static float[] topP(float[] logits, double p) {
    if (p <= 0) {
      return logits.clone();
    }
    int[] order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted((a, b) -> Float.compare(logits[b], logits[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - (double) logits[order[0]]);
    }
    float[] kept = logits.clone();
    double cumulative = 0;
    for (int code : order) {
      if (cumulative > p) {
        kept[code] = Float.NEGATIVE_INFINITY;
      }
      cumulative += Math.exp(logits[code] - (double) logits[order[0]]) / sum;
    }
    return kept;
  }
}
