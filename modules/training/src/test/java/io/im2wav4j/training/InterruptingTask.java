package io.im2wav4j.training;

import ai.djl.training.dataset.Batch;

/** Interrupts its thread during one batch, counted from 0. */
final class InterruptingTask extends DelegatingTask {
  private final long interrupted;
  private long batches;

  InterruptingTask(TrainingTask task, long interrupted) {
    super(task);
    this.interrupted = interrupted;
  }

  @Override
  public StepResult step(Batch batch, long seed) {
    StepResult result = super.step(batch, seed);
    if (batches++ == interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
  }
}
