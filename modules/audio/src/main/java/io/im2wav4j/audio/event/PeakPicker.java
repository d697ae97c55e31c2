package io.im2wav4j.audio.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Peaks of a curve that stand out of their neighbourhood (Boeck, Krebs and Schedl, 2012): a point
 * that is the largest within {@code reach} on both sides, at least {@code rise} above the mean
 * within {@code surroundings} on both sides, and at least {@code gap} points after the peak before
 * it.
 *
 * @param reach points on each side that must not be larger
 * @param surroundings points on each side that the mean is taken of
 * @param rise above that mean, in the curve's unit
 * @param gap least distance of two peaks in points
 */
record PeakPicker(int reach, int surroundings, double rise, int gap) {

  /** Numbers of the points that are peaks, ascending. */
  int[] peaks(double[] curve) {
    double[] sums = new double[curve.length + 1];
    for (int t = 0; t < curve.length; t++) {
      sums[t + 1] = sums[t] + curve[t];
    }
    List<Integer> peaks = new ArrayList<>();
    for (int t = 0; t < curve.length; t++) {
      int from = Math.max(0, t - surroundings);
      int to = Math.min(curve.length, t + surroundings + 1);
      boolean apart = peaks.isEmpty() || t - peaks.get(peaks.size() - 1) >= gap;
      if (apart
          && curve[t] >= (sums[to] - sums[from]) / (to - from) + rise
          && isLargest(curve, t)) {
        peaks.add(t);
      }
    }
    return peaks.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The first of equals counts. */
  private boolean isLargest(double[] curve, int t) {
    for (int s = Math.max(0, t - reach); s <= Math.min(curve.length - 1, t + reach); s++) {
      if (curve[s] > curve[t] || curve[s] == curve[t] && s < t) {
        return false;
      }
    }
    return true;
  }
}
