package io.im2wav4j.training;

/** How a call of {@link Trainer#run} ended. */
public enum TrainingOutcome {
  /** All steps are done. */
  FINISHED,
  /** Stopped on request, with a checkpoint; the command line ends with 130. */
  INTERRUPTED
}
