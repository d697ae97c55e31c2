package io.im2wav4j.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets training end in order when the process is told to stop (Ctrl-C, SIGTERM) or its thread is
 * interrupted: the virtual machine waits until the checkpoint is written.
 */
final class StopRequest implements AutoCloseable {
  private static final long LONGEST_STEP_MINUTES = 30;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "stop training");
  private volatile boolean requested;
  private boolean interrupted;

  StopRequest() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopAndWait() {
    requested = true;
    try {
      finished.await(LONGEST_STEP_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether to stop before the next step. Takes a pending interrupt away until {@link #close}:
   * files cannot be written while there is one.
   */
  boolean requested() {
    interrupted |= Thread.interrupted();
    return requested || interrupted;
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The virtual machine is ending, and the hook has done its work.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
