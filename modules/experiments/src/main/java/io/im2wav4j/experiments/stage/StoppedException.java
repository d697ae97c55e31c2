package io.im2wav4j.experiments.stage;

/** The user asked a stage to stop; it goes on from there when it is run again. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A stop in the stage of that name. */
  public StoppedException(String stage) {
    super("stopped in " + stage);
  }
}
