package io.im2wav4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.dataset.Batch;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.stop.StopRequest;
import io.im2wav4j.core.stop.StoppedException;
import io.im2wav4j.nn.optim.AdamW;
import io.im2wav4j.nn.optim.LearningRateSchedule;
import io.im2wav4j.nn.optim.ParameterAverage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The training loop of every model. A run that was stopped at any step and started again ends with
 * the same bytes as one that was not.
 */
public final class Trainer {
  private final RunFolder run;
  private final TrainingConfig config;
  private final TrainingTask task;

  /** Training of {@code task} in the folder of {@code run}, which holds the configuration. */
  public Trainer(RunFolder run, TrainingConfig config, TrainingTask task) {
    this.run = run;
    this.config = config;
    this.task = task;
  }

  /**
   * Sees to it that the run, finished or not, was trained on the same data so far.
   *
   * @throws io.im2wav4j.core.error.UserError that says what differs
   */
  public void requireSameData() {
    run.latestCheckpoint()
        .ifPresent(newest -> Checkpoints.requireSameData(newest, task.dataHashes(), run.isDone()));
  }

  /**
   * Trains from the newest checkpoint to the last step; returns at once where that was done before.
   *
   * @throws io.im2wav4j.core.error.UserError where training diverges, a checkpoint does not fit or
   *     is of other data, or nothing can be written
   * @throws StoppedException where it was asked to stop; there is a checkpoint of the last step
   */
  public void run() {
    requireSameData();
    if (run.isDone()) {
      return;
    }
    task.model().requireGradient(true);
    try (NDManager owned = NDManager.newBaseManager();
        StopRequest stop = new StopRequest()) {
      AdamW adam = new AdamW(owned, task.model().parameters(), config.adam());
      ParameterAverage average = new ParameterAverage(owned, task.model(), config.averageDecay());
      Checkpoints checkpoints = new Checkpoints(run, task, adam, average);
      loop(adam, average, checkpoints, stop);
    }
  }

  private void loop(
      AdamW adam, ParameterAverage average, Checkpoints checkpoints, StopRequest stop) {
    Optional<Path> newest = run.latestCheckpoint();
    CheckpointState state =
        newest
            .map(folder -> checkpoints.read(folder, config.seed()))
            .orElse(new CheckpointState(0, config.seed(), task.dataHashes(), Double.NaN, 0));
    MetricsLog metrics = new MetricsLog(run, state.step());
    LearningRateSchedule schedule = config.schedule();
    Divergence divergence =
        new Divergence(run.path().toString(), state.initialLoss(), state.smoothedLoss());
    StepLog log = new StepLog(metrics, config, task);
    int passes = config.gradientAccumulation();
    CheckpointClock clock = new CheckpointClock(config.checkpointMinutes(), System::nanoTime);
    try (BatchReader batches =
            new BatchReader(task.dataset(), state.step() * passes, config.steps() * passes);
        Progress progress =
            Progress.start("training " + task.name(), config.steps(), state.step())) {
      for (long step = state.step(); step < config.steps(); ) {
        if (stop.requested()) {
          if (step > 0) {
            checkpoints.write(state(step, divergence), config.keepCheckpoints());
          }
          throw new StoppedException(
              "step %d of %d (training %s)".formatted(step, config.steps(), task.name()));
        }
        double rate = schedule.at(step);
        StepResult result = gradients(step, batches);
        double norm = adam.step(rate, config.clipNorm(), passes);
        divergence.check(step, result.loss(), norm);
        average.update();
        step++;
        stop.requested(); // An interrupt left pending would break the writes below.
        log.step(step, result, norm, rate);
        if (due(step, config.validateEvery()) || due(step, config.sampleEvery())) {
          validateAndSample(step, average, metrics);
        }
        if (due(step, config.checkpointEvery()) || clock.due()) {
          checkpoints.write(state(step, divergence), config.keepCheckpoints());
          clock.restart();
        }
        progress.step(1, String.format(Locale.ROOT, "loss %.4g", result.loss()));
      }
    }
    task.finish();
    run.markDone(Map.of("step", config.steps()));
  }

  /** Adds up the gradients of a step's batches; the mean of their results. */
  private StepResult gradients(long step, BatchReader batches) {
    StepSum sum = new StepSum();
    for (int i = 0; i < config.gradientAccumulation(); i++) {
      long batch = step * config.gradientAccumulation() + i;
      long seed = task.dataset().order().seed(batch);
      // The engine's generator is set too, for layers that draw from it.
      Engine.getInstance().setRandomSeed((int) seed);
      try (Batch examples = batches.next();
          NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        StepResult result = task.step(examples, seed);
        if (!Double.isFinite(result.loss())) {
          checkNumbers(examples, step);
        }
        sum.add(result);
      }
    }
    return sum.mean();
  }

  /** A value of the data that is no number is no divergence. */
  private void checkNumbers(Batch examples, long step) {
    for (NDArray array : examples.getData()) {
      if (array.getDataType().isFloating()
          && array.isNaN().logicalOr(array.isInfinite()).any().getBoolean()) {
        throw new UserError(
            run.path().toString(),
            "a value that is not a number in the data of step " + (step + 1),
            "data of numbers",
            "Look at the data set with 'im2wav data scan' and prepare it again; the last checkpoint"
                + " is from before and stays usable");
      }
    }
  }

  private void validateAndSample(long step, ParameterAverage average, MetricsLog metrics) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (ParameterAverage.Swapped averaged = average.swap();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      if (due(step, config.validateEvery())) {
        metrics.append(Map.of("step", step, "validation", task.validate()));
      }
      if (due(step, config.sampleEvery())) {
        task.writeSamples(run.samples(), step);
        metrics.sounds(step);
      }
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private boolean due(long step, long every) {
    return step == config.steps() || every > 0 && step % every == 0;
  }

  private CheckpointState state(long step, Divergence divergence) {
    return new CheckpointState(
        step, config.seed(), task.dataHashes(), divergence.initial(), divergence.smoothed());
  }
}
