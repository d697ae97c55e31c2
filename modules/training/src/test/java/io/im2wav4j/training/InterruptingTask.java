package io.im2wav4j.training;

/** Interrupts its thread during one batch. */
final class InterruptingTask extends DelegatingTask {
  private final long interrupted;

  InterruptingTask(TrainingTask task, long interrupted) {
    super(task);
    this.interrupted = interrupted;
  }

  @Override
  public StepResult step(long batch, long seed) {
    StepResult result = super.step(batch, seed);
    if (batch == interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
  }
}
