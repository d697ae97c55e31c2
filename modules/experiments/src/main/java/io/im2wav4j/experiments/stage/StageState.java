package io.im2wav4j.experiments.stage;

import io.im2wav4j.core.io.LockHolder;

/**
 * How far a stage is.
 *
 * @param stage it is about
 * @param phase see {@link Phase}
 * @param owner who works on it or stopped; null where nobody has begun
 * @param seconds it has taken; 0 where it was reused or has not begun
 */
public record StageState(Stage stage, Phase phase, LockHolder owner, double seconds) {
  /** The phases. */
  public enum Phase {
    /** Its inputs are not there. */
    WAITING,
    /** Its inputs are there; nobody works on it. */
    READY,
    /** A live process works on it. */
    RUNNING,
    /** A process began and ended before it was done; the next run goes on there. */
    STOPPED,
    /** Done. */
    DONE
  }
}
