package io.im2wav4j.core.stop;

/** The user asked to stop; what was done is kept, and the same command goes on from there. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A stop.
   *
   * @param where as {@code step 120 of 4000 (training low)}; empty for between two pieces of work
   */
  public StoppedException(String where) {
    super("stopped" + (where.isEmpty() ? "" : " at " + where) + ", run again to go on");
  }
}
