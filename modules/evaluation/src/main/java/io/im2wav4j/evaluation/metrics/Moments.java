package io.im2wav4j.evaluation.metrics;

import org.apache.commons.math3.stat.StatUtils;

/** Mean and spread of a few values. */
final class Moments {
  private Moments() {}

  /** The mean. */
  static double mean(double[] values) {
    return StatUtils.mean(values);
  }

  /** Standard deviation divided by n. */
  static double populationDeviation(double[] values) {
    return Math.sqrt(StatUtils.populationVariance(values));
  }
}
