package io.im2wav4j.generation;

import java.util.ArrayList;
import java.util.List;

/** Where the windows of a long sequence of codes start. */
public final class Windows {
  private Windows() {}

  /**
   * Starts of windows of {@code context} codes, {@code hop} apart, the last one flush with the end.
   *
   * @param total at least {@code context}
   * @param hop new codes of a window, from 1 to {@code context}
   */
  public static List<Integer> starts(int total, int context, int hop) {
    if (total < context || hop < 1 || hop > context) {
      throw new IllegalArgumentException(
          "no windows of " + context + " codes every " + hop + " in " + total);
    }
    List<Integer> starts = new ArrayList<>();
    for (int start = 0; start < total - context + hop; start += hop) {
      starts.add(Math.min(start, total - context));
    }
    return starts;
  }
}
