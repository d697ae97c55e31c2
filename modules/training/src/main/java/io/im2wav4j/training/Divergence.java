package io.im2wav4j.training;

import io.im2wav4j.core.error.UserError;

/**
 * Watches whether training diverges: a loss or gradient that is no number, or a smoothed loss far
 * above what the untrained model had.
 */
final class Divergence {
  private static final double SMOOTHING = 0.9;
  private static final double LIMIT = 4;

  private final String where;
  private double initial;
  private double smoothed;

  /**
   * @param initial loss of the first step; NaN when there was none yet
   * @param smoothed loss as it was when the run was left
   */
  Divergence(String where, double initial, double smoothed) {
    this.where = where;
    this.initial = initial;
    this.smoothed = smoothed;
  }

  /** Takes a step's numbers. */
  void check(long step, double loss, double gradientNorm) {
    if (Double.isNaN(initial) && !Double.isFinite(loss)) {
      throw new UserError(
          where,
          "the loss is " + loss + " at the first step, before anything was learned",
          "a number",
          "The model's sizes and loss weights, or what it starts from, give no number: compare"
              + " resolved.yaml with a configuration that trains");
    }
    if (!Double.isFinite(loss) || !Double.isFinite(gradientNorm)) {
      throw error("loss " + loss + ", gradient norm " + gradientNorm + " at step " + step);
    }
    if (Double.isNaN(initial)) {
      initial = loss;
      smoothed = loss;
    }
    smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * loss;
    if (smoothed > LIMIT * Math.abs(initial) + 1e-3) {
      throw error(
          "a loss that grew from " + initial + " to about " + smoothed + " by step " + step);
    }
  }

  private UserError error(String given) {
    return new UserError(
        where,
        "training diverged: " + given,
        "a loss that falls",
        "Start a new run with a lower learningRate (a third of it), a longer warmupSteps or a"
            + " smaller clipNorm; the last checkpoint is from before and stays usable");
  }

  double initial() {
    return initial;
  }

  double smoothed() {
    return smoothed;
  }
}
