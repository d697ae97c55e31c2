package io.im2wav4j.evaluation.metrics;

/**
 * How well a sound's onsets meet the events they belong to: events and onsets are matched one to
 * one within a window, as many as possible, and among the matchings of that size the one of the
 * least total distance.
 *
 * @param events how many there are
 * @param onsets how many there are
 * @param matches how many events met an onset
 * @param meanOffset mean over matches of onset - event in seconds, positive where the sound is
 *     late; NaN without a match
 */
public record OnsetAlignment(int events, int onsets, int matches, double meanOffset) {

  /** Forgives the rounding of times that are meant to be at the window's edge. */
  private static final double MARGIN = 1e-9;

  /**
   * Matches in order of time: crossing pairs of points on a line can always be uncrossed at no
   * loss.
   *
   * @param events times in seconds, ascending
   * @param onsets times in seconds, ascending
   * @param window largest distance of a match in seconds
   */
  public static OnsetAlignment of(double[] events, double[] onsets, double window) {
    if (!(window > 0)) {
      throw new IllegalArgumentException("window is " + window + "; must be above 0");
    }
    int n = events.length;
    int m = onsets.length;
    // Best of the first i events and j onsets: matches, then total distance, then total offset.
    int[][] matches = new int[n + 1][m + 1];
    double[][] distance = new double[n + 1][m + 1];
    double[][] offset = new double[n + 1][m + 1];
    for (int i = 1; i <= n; i++) {
      for (int j = 1; j <= m; j++) {
        boolean left = better(matches, distance, i - 1, j, i, j - 1);
        int fromI = left ? i - 1 : i;
        int fromJ = left ? j : j - 1;
        matches[i][j] = matches[fromI][fromJ];
        distance[i][j] = distance[fromI][fromJ];
        offset[i][j] = offset[fromI][fromJ];
        double apart = onsets[j - 1] - events[i - 1];
        int more = matches[i - 1][j - 1] + 1;
        double total = distance[i - 1][j - 1] + Math.abs(apart);
        if (Math.abs(apart) <= window + MARGIN
            && (more > matches[i][j] || more == matches[i][j] && total < distance[i][j])) {
          matches[i][j] = more;
          distance[i][j] = total;
          offset[i][j] = offset[i - 1][j - 1] + apart;
        }
      }
    }
    return new OnsetAlignment(n, m, matches[n][m], offset[n][m] / matches[n][m]);
  }

  private static boolean better(
      int[][] matches, double[][] distance, int i, int j, int otherI, int otherJ) {
    int more = matches[i][j] - matches[otherI][otherJ];
    return more > 0 || more == 0 && distance[i][j] <= distance[otherI][otherJ];
  }

  /** Share of onsets that meet an event; NaN without an onset. */
  public double precision() {
    return (double) matches / onsets;
  }

  /** Share of events that an onset meets; NaN without an event. */
  public double recall() {
    return (double) matches / events;
  }

  /** Harmonic mean of both, 0 without a match; NaN where there is neither event nor onset. */
  public double f1() {
    return 2.0 * matches / (events + onsets);
  }
}
