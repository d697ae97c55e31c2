package io.im2wav4j.evaluation.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Rank correlation, -1 to 1; equal values share their mean rank. */
public final class SpearmanCorrelation {
  private SpearmanCorrelation() {}

  /** The correlation of two series of equal length, at least 2; NaN where one of them is flat. */
  public static double of(double[] x, double[] y) {
    return new SpearmansCorrelation().correlation(x, y);
  }

  /**
   * The correlation within groups: values are ranked inside their group (say the kind of source)
   * and each group's ranks are scaled to -1..1, so that differences between groups count for
   * nothing. Groups of one are left out. NaN where fewer than 2 values stay or a side is flat.
   */
  public static double withinGroups(List<String> groups, double[] x, double[] y) {
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < x.length; i++) {
      members.computeIfAbsent(groups.get(i), g -> new ArrayList<>()).add(i);
    }
    members.values().removeIf(rows -> rows.size() < 2);
    int n = members.values().stream().mapToInt(List::size).sum();
    if (n < 2) {
      return Double.NaN;
    }
    double[] ranksX = new double[n];
    double[] ranksY = new double[n];
    int at = 0;
    for (List<Integer> rows : members.values()) {
      scaledRanks(x, rows, ranksX, at);
      scaledRanks(y, rows, ranksY, at);
      at += rows.size();
    }
    return new PearsonsCorrelation().correlation(ranksX, ranksY);
  }

  private static void scaledRanks(double[] values, List<Integer> rows, double[] out, int at) {
    double[] ranks = new NaturalRanking().rank(rows.stream().mapToDouble(i -> values[i]).toArray());
    for (int k = 0; k < ranks.length; k++) {
      out[at + k] = (2 * ranks[k] - ranks.length - 1) / (ranks.length - 1);
    }
  }
}
