package io.im2wav4j.data.scenes.picture;

import java.util.List;

/**
 * Where a moment lies between hits.
 *
 * @param index the last hit, -1 before the first
 * @param since seconds since the last hit, infinite before the first
 * @param phase 0 at the last hit to 1 at the next; half-way at most after the last one
 */
record Beat(int index, double since, double phase) {
  private static final double ALONE = 0.4;

  static Beat at(List<Double> hits, double time) {
    int index = -1;
    while (index + 1 < hits.size() && hits.get(index + 1) <= time + 1e-9) {
      index++;
    }
    if (index < 0) {
      double interval = hits.size() > 1 ? hits.get(1) - hits.get(0) : ALONE;
      return new Beat(
          -1, Double.POSITIVE_INFINITY, Math.max(0, 1 - (hits.get(0) - time) / interval));
    }
    double since = time - hits.get(index);
    if (index + 1 < hits.size()) {
      return new Beat(index, since, since / (hits.get(index + 1) - hits.get(index)));
    }
    double interval = index > 0 ? hits.get(index) - hits.get(index - 1) : ALONE;
    return new Beat(index, since, Math.min(0.5, since / interval));
  }

  /** 1 at the hit, fading to 0 within {@code seconds}. */
  double glow(double seconds) {
    return Math.max(0, 1 - since / seconds);
  }

  /** -1 and 1 in turn, from hit to hit. */
  int side() {
    return Math.floorMod(index, 2) == 0 ? 1 : -1;
  }
}
