package io.im2wav4j.evaluation.metrics;

import io.im2wav4j.core.result.Interval;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.ranking.NaNStrategy;

/**
 * Bootstrap intervals (Efron, 1979): items are drawn with replacement, the statistic is computed
 * anew, and the middle of its values is the interval. Deterministic in the seed.
 *
 * @param resamples how often items are drawn, at least 2
 * @param level share of the values inside the interval, as 0.95
 * @param seed of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {

  /** Checks the settings. */
  public Bootstrap {
    if (resamples < 2) {
      throw new IllegalArgumentException("resamples is " + resamples + "; must be at least 2");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is " + level + "; must be between 0 and 1");
    }
  }

  /**
   * The difference of two systems on the same items.
   *
   * @param difference mean of (first - second) with its interval
   * @param pValue two-sided: how often, were the true difference 0, one at least as large would be
   *     seen
   */
  public record Difference(Interval difference, double pValue) {}

  /** The mean of per-item values with its percentile interval. */
  public Interval mean(double[] values) {
    return of(values.length, rows -> meanOf(values, rows));
  }

  /**
   * Any statistic of items with its percentile interval.
   *
   * @param items how many items there are, at least 1
   * @param statistic takes row numbers (some repeated); the estimate is its value for each row once
   */
  public Interval of(int items, ToDoubleFunction<int[]> statistic) {
    double estimate = statistic.applyAsDouble(eachOnce(items));
    double[] values = draw(items, statistic);
    return new Interval(estimate, quantile(values, low()), quantile(values, 1 - low()), level);
  }

  /**
   * As {@link #of}, moved so that the resampled values' mean meets the estimate. For statistics
   * that repeated items bias, as the Frechet distance, whose percentile interval lies above the
   * estimate. Never below {@code least}. Draws whose statistic is no number do not count.
   */
  public Interval recentred(int items, double least, ToDoubleFunction<int[]> statistic) {
    double estimate = statistic.applyAsDouble(eachOnce(items));
    double[] values = Arrays.stream(draw(items, statistic)).filter(v -> !Double.isNaN(v)).toArray();
    if (values.length < 2) {
      return Interval.exact(estimate);
    }
    double bias = StatUtils.mean(values) - estimate;
    double low = Math.max(least, quantile(values, low()) - bias);
    double high = Math.max(low, quantile(values, 1 - low()) - bias);
    return new Interval(estimate, Math.min(low, estimate), Math.max(high, estimate), level);
  }

  /** Paired difference of two systems' per-item values; row i of both is the same item. */
  public Difference difference(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          first.length + " and " + second.length + " items: not paired");
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = first[i] - second[i];
    }
    Interval interval = mean(differences);
    double estimate = interval.estimate();
    // Under the null hypothesis the differences are centred on 0.
    double[] values = draw(first.length, rows -> meanOf(differences, rows) - estimate);
    int extreme = 1;
    for (double value : values) {
      extreme += Math.abs(value) >= Math.abs(estimate) - 1e-12 ? 1 : 0;
    }
    return new Difference(interval, (double) extreme / (resamples + 1));
  }

  private double[] draw(int items, ToDoubleFunction<int[]> statistic) {
    RandomGenerator random = new Well19937c(seed);
    double[] values = new double[resamples];
    int[] rows = new int[items];
    for (int b = 0; b < resamples; b++) {
      for (int i = 0; i < items; i++) {
        rows[i] = random.nextInt(items);
      }
      values[b] = statistic.applyAsDouble(rows);
    }
    return values;
  }

  private double low() {
    return (1 - level) / 2;
  }

  /** Linear between order statistics; values that are no number (a flat resample) do not count. */
  private static double quantile(double[] values, double share) {
    return new Percentile()
        .withEstimationType(Percentile.EstimationType.R_7)
        .withNaNStrategy(NaNStrategy.REMOVED)
        .evaluate(values, 100 * share);
  }

  private static int[] eachOnce(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("no items to resample");
    }
    int[] rows = new int[items];
    for (int i = 0; i < items; i++) {
      rows[i] = i;
    }
    return rows;
  }

  private static double meanOf(double[] values, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += values[row];
    }
    return sum / rows.length;
  }
}
