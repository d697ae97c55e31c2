package io.im2wav4j.generation;

import java.util.Arrays;

/** Removes improbable codes: their logits become minus infinity, the others stay as they are. */
public final class LogitFilter {
  private LogitFilter() {}

  /**
   * Keeps the {@code k} largest logits and those equal to the smallest of them.
   *
   * @param k 0: keep all
   */
  public static float[] topK(float[] logits, int k) {
    float[] kept = logits.clone();
    keepTopK(kept, k);
    return kept;
  }

  /**
   * Keeps the most probable codes up to and including the first that takes their probability over
   * {@code p}.
   *
   * @param p 0: keep all
   */
  public static float[] topP(float[] logits, double p) {
    float[] kept = logits.clone();
    keepTopP(kept, p);
    return kept;
  }

  /** {@link #topK} in place, with a heap of the largest instead of a sorted copy. */
  static void keepTopK(float[] logits, int k) {
    if (k <= 0 || k >= logits.length) {
      return;
    }
    float[] heap = Arrays.copyOf(logits, k); // least on top
    for (int i = k / 2 - 1; i >= 0; i--) {
      sink(heap, i);
    }
    for (int i = k; i < logits.length; i++) {
      if (Float.compare(logits[i], heap[0]) > 0) {
        heap[0] = logits[i];
        sink(heap, 0);
      }
    }
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] < heap[0]) {
        logits[i] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  private static void sink(float[] heap, int at) {
    for (int child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && Float.compare(heap[child + 1], heap[child]) < 0) {
        child++;
      }
      if (Float.compare(heap[at], heap[child]) <= 0) {
        return;
      }
      float swapped = heap[at];
      heap[at] = heap[child];
      heap[child] = swapped;
      at = child;
    }
  }

  /** {@link #topP} in place. Of equal logits the first come first. */
  static void keepTopP(float[] logits, double p) {
    if (p <= 0) {
      return;
    }
    long[] order = new long[logits.length]; // logit, then place, both as integers that sort
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToIntBits(logits[i] + 0f); // one zero
      int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      order[i] = ((long) ~rising << 32) | i;
      largest = Math.max(largest, logits[i]);
    }
    Arrays.sort(order);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - (double) largest);
    }
    double cumulative = 0;
    for (long entry : order) {
      int code = (int) entry;
      float logit = logits[code];
      if (cumulative > p) {
        logits[code] = Float.NEGATIVE_INFINITY;
      }
      cumulative += Math.exp(logit - (double) largest) / sum;
    }
  }
}
