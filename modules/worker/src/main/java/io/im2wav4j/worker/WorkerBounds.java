package io.im2wav4j.worker;

/**
 * What a call may take.
 *
 * @param megabytes of memory for what is read, in MiB; half of it may lie in Java's heap. Java
 *     itself takes {@link #OWN_MEGABYTES} more
 * @param seconds that the caller may wait for the worker in a call, all its waits together
 * @param raise how a user allows more, for errors
 */
public record WorkerBounds(int megabytes, double seconds, String raise) {
  /** Code, threads and classes of a process, in MiB. */
  static final int OWN_MEGABYTES = 256;

  /** Checks that there is something. */
  public WorkerBounds {
    if (megabytes < 64 || !(seconds > 0)) {
      throw new IllegalArgumentException(
          megabytes + " MiB and " + seconds + " s; must be at least 64 and above 0");
    }
  }
}
