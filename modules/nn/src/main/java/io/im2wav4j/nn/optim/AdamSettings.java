package io.im2wav4j.nn.optim;

/**
 * Constants of {@link AdamW}.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay share of the value that is taken off, times the step size
 */
public record AdamSettings(double beta1, double beta2, double epsilon, double weightDecay) {

  /** Checks ranges. */
  public AdamSettings {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "betas are " + beta1 + " and " + beta2 + "; must be in [0, 1)");
    }
    if (!(epsilon > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "epsilon is "
              + epsilon
              + " (must be above 0), weightDecay is "
              + weightDecay
              + " (must be at least 0)");
    }
  }

  /** The published constants: betas 0.9 and 0.999, epsilon 1e-8. */
  public static AdamSettings published(double weightDecay) {
    return new AdamSettings(0.9, 0.999, 1e-8, weightDecay);
  }
}
