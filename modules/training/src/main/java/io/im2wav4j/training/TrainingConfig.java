package io.im2wav4j.training;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.nn.optim.AdamSettings;
import io.im2wav4j.nn.optim.Decay;
import io.im2wav4j.nn.optim.LearningRateSchedule;
import java.util.Objects;

/**
 * How a model is trained. Defaults are the published values where there are any.
 *
 * @param steps optimiser steps in all
 * @param batchSize items of one forward and backward pass
 * @param learningRate when warm
 * @param beta1 decay of Adam's first moment
 * @param beta2 decay of Adam's second moment
 * @param weightDecay decoupled, times the step size
 * @param warmupSteps steps until the learning rate is reached
 * @param decay how the learning rate falls after that; linear and cosine reach 0 at {@code steps}
 * @param clipNorm largest norm of all gradients together
 * @param averageDecay mu of the moving average of weights, which validation and users of the model
 *     get
 * @param gradientAccumulation passes whose mean gradient makes one step
 * @param recompute keep less of the forward pass and compute it again: less memory, a third more
 *     time
 * @param validateEvery steps between validations; 0 for only the last
 * @param checkpointEvery steps between checkpoints; 0 for only the last
 * @param keepCheckpoints newest checkpoints that are kept
 * @param sampleEvery steps between samples; 0 for only the last
 * @param logEvery steps between lines of metrics.jsonl
 * @param seed of everything random
 */
public record TrainingConfig(
    long steps,
    int batchSize,
    @Default("3e-4") double learningRate,
    @Default("0.9") double beta1,
    @Default("0.999") double beta2,
    @Default("0") double weightDecay,
    @Default("100") long warmupSteps,
    @Default("none") Decay decay,
    @Default("1") double clipNorm,
    @Default("0.99") double averageDecay,
    @Default("1") int gradientAccumulation,
    @Default("false") boolean recompute,
    @Default("500") long validateEvery,
    @Default("500") long checkpointEvery,
    @Default("null") Integer checkpointMinutes,
    @Default("2") int keepCheckpoints,
    @Default("0") long sampleEvery,
    @Default("10") long logEvery,
    @Default("0") long seed) {

  /** Checks the values. */
  public TrainingConfig {
    atLeast("steps", steps, 1);
    atLeast("batchSize", batchSize, 1);
    atLeast("warmupSteps", warmupSteps, 0);
    atLeast("gradientAccumulation", gradientAccumulation, 1);
    atLeast("validateEvery", validateEvery, 0);
    atLeast("checkpointEvery", checkpointEvery, 0);
    checkpointMinutes = Objects.equals(checkpointMinutes, 0) ? null : checkpointMinutes;
    atLeast("checkpointMinutes", checkpointMinutes == null ? 0 : checkpointMinutes, 0);
    atLeast("keepCheckpoints", keepCheckpoints, 1);
    atLeast("sampleEvery", sampleEvery, 0);
    atLeast("logEvery", logEvery, 1);
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("learningRate is " + learningRate + "; must be above 0");
    }
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException("weightDecay is " + weightDecay + "; must be at least 0");
    }
    if (!(clipNorm > 0)) {
      throw new IllegalArgumentException("clipNorm is " + clipNorm + "; must be above 0");
    }
    fraction("beta1", beta1);
    fraction("beta2", beta2);
    fraction("averageDecay", averageDecay);
    if (decay == Decay.STEP) {
      throw new IllegalArgumentException("decay is step; must be none, linear or cosine");
    }
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; must be at least " + least);
    }
  }

  private static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; must be at least 0, below 1");
    }
  }

  /** The optimiser's constants. */
  public AdamSettings adam() {
    return new AdamSettings(beta1, beta2, 1e-8, weightDecay);
  }

  /** The learning rate by step. */
  public LearningRateSchedule schedule() {
    return new LearningRateSchedule(
        learningRate, warmupSteps, decay, warmupSteps, Math.max(1, steps - warmupSteps), 1);
  }
}
