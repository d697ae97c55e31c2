package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/** Tests of whether two systems differ on the same items; row i of both is the same item. */
public final class PairedTests {
  /** Above this many differences the normal approximation is as good as exact. */
  private static final int EXACT = 200;

  private PairedTests() {}

  /**
   * Wilcoxon's signed-rank test (1945), two-sided. Items without a difference are left out, equal
   * differences share their mean rank. Exact up to 200 differences: over all assignments of signs
   * to the ranks as they are, ties included; beyond, normal with the correction for ties. (The
   * class of that name in commons-math3 counts zeros as negative and enumerates 2^n assignments.)
   *
   * @return the p-value; 1 where no item differs
   */
  public static double wilcoxon(double[] first, double[] second) {
    requirePaired(first, second);
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = first[i] - second[i];
    }
    differences = Arrays.stream(differences).filter(d -> d != 0).toArray();
    int n = differences.length;
    if (n == 0) {
      return 1;
    }
    double[] ranks =
        new NaturalRanking(TiesStrategy.AVERAGE)
            .rank(Arrays.stream(differences).map(Math::abs).toArray());
    double positive = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      positive += differences[i] > 0 ? ranks[i] : 0;
      squares += ranks[i] * ranks[i];
    }
    double smaller = Math.min(positive, n * (n + 1) / 2.0 - positive);
    if (n <= EXACT) {
      return Math.min(1, 2 * shareUpTo(ranks, smaller));
    }
    double mean = n * (n + 1) / 4.0;
    double z = Math.min(0, smaller - mean + 0.5) / Math.sqrt(squares / 4);
    return Math.min(1, 2 * new NormalDistribution().cumulativeProbability(z));
  }

  /** Share of all assignments of signs whose positive ranks sum up to at most {@code sum}. */
  private static double shareUpTo(double[] ranks, double sum) {
    // Mean ranks are multiples of a half: doubled, they are whole.
    int limit = (int) Math.round(2 * sum);
    double[] share = new double[limit + 1];
    share[0] = 1;
    for (double rank : ranks) {
      int step = (int) Math.round(2 * rank);
      for (int s = limit; s >= 0; s--) {
        share[s] = 0.5 * (share[s] + (s >= step ? share[s - step] : 0));
      }
    }
    return Arrays.stream(share).sum();
  }

  /**
   * McNemar's test (1947), exact and two-sided, of values that are one of two, as right and wrong:
   * of the items that the systems differ on, is each as often ahead as the other?
   *
   * @return the p-value; 1 where no item differs
   */
  public static double mcNemar(double[] first, double[] second) {
    requirePaired(first, second);
    int ahead = 0;
    int behind = 0;
    for (int i = 0; i < first.length; i++) {
      ahead += first[i] > second[i] ? 1 : 0;
      behind += first[i] < second[i] ? 1 : 0;
    }
    if (ahead + behind == 0) {
      return 1;
    }
    double p =
        new BinomialTest()
            .binomialTest(ahead + behind, ahead, 0.5, AlternativeHypothesis.TWO_SIDED);
    return Math.min(1, p);
  }

  /**
   * P-values corrected for how many there are (Holm, 1979): rejecting those under a level errs in
   * any of them with at most that probability. In the order given.
   */
  public static double[] holm(double[] pValues) {
    Integer[] order = new Integer[pValues.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(pValues[a], pValues[b]));
    double[] out = new double[pValues.length];
    double largest = 0;
    for (int k = 0; k < order.length; k++) {
      largest = Math.max(largest, Math.min(1, (order.length - k) * pValues[order[k]]));
      out[order[k]] = largest;
    }
    return out;
  }

  private static void requirePaired(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          first.length + " and " + second.length + " items: not paired");
    }
  }
}
