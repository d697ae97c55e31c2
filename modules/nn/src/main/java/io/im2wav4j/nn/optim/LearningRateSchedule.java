package io.im2wav4j.nn.optim;

/**
 * The learning rate of each step: a straight warm-up from 0 (so the first step, number 0, changes
 * nothing), then a decay. Source: {@code get_lr_scheduler} of the published code; the cosine is
 * ours.
 *
 * @param base learning rate when warm, before decay
 * @param warmupSteps step at which it is warm; 0 for none
 * @param decay shape of the fall
 * @param decayStart first step of a {@link Decay#LINEAR} or {@link Decay#COSINE} fall
 * @param decaySteps length of the fall, or of one stair of {@link Decay#STEP}
 * @param gamma factor of one stair of {@link Decay#STEP}
 */
public record LearningRateSchedule(
    double base, long warmupSteps, Decay decay, long decayStart, long decaySteps, double gamma) {

  /** Checks ranges. */
  public LearningRateSchedule {
    if (!(base > 0)) {
      throw new IllegalArgumentException("learning rate is " + base + "; must be above 0");
    }
    if (warmupSteps < 0 || decayStart < 0) {
      throw new IllegalArgumentException(
          "warmupSteps is " + warmupSteps + ", decayStart " + decayStart + "; must be at least 0");
    }
    if (decay != Decay.NONE && decaySteps < 1) {
      throw new IllegalArgumentException("decaySteps is " + decaySteps + "; must be at least 1");
    }
  }

  /** Warm-up, then constant. */
  public static LearningRateSchedule constant(double base, long warmupSteps) {
    return new LearningRateSchedule(base, warmupSteps, Decay.NONE, 0, 0, 1);
  }

  /** Warm-up, then half a cosine that reaches 0 at {@code totalSteps}. */
  public static LearningRateSchedule cosine(double base, long warmupSteps, long totalSteps) {
    return new LearningRateSchedule(
        base, warmupSteps, Decay.COSINE, warmupSteps, Math.max(1, totalSteps - warmupSteps), 1);
  }

  /** The learning rate of the optimiser step with this number, counted from 0. */
  public double at(long step) {
    double warm = warmupSteps == 0 ? 1 : Math.min(1, (double) step / warmupSteps);
    return base * warm * decayAt(step);
  }

  private double decayAt(long step) {
    double fallen = Math.min(1, Math.max(0, step - decayStart) / (double) Math.max(1, decaySteps));
    return switch (decay) {
      case NONE -> 1;
      case STEP -> Math.pow(gamma, Math.floorDiv(step, decaySteps));
      case LINEAR -> 1 - fallen;
      case COSINE -> 0.5 * (1 + Math.cos(Math.PI * fallen));
    };
  }
}
