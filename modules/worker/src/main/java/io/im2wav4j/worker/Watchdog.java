package io.im2wav4j.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks after the running workers ten times a second. Its time is the number of its looks: it
 * stands still with a process that is stopped, so that a wait in it does not look like a worker's.
 */
final class Watchdog {
  private static final int LOOKS_A_SECOND = 10;

  private static final Set<WorkerProcess> RUNNING = ConcurrentHashMap.newKeySet();
  private static volatile long now;
  private static Thread thread;

  private Watchdog() {}

  /** The time, in looks. */
  static long now() {
    return now;
  }

  static long looks(double seconds) {
    return (long) Math.min(Long.MAX_VALUE / 4, Math.ceil(seconds * LOOKS_A_SECOND));
  }

  static synchronized void watch(WorkerProcess process) {
    RUNNING.add(process);
    if (thread == null) {
      thread = new Thread(Watchdog::look, "im2wav-workers");
      thread.setDaemon(true);
      thread.start();
    }
  }

  static void forget(WorkerProcess process) {
    RUNNING.remove(process);
  }

  private static void look() {
    while (true) {
      try {
        Thread.sleep(1000 / LOOKS_A_SECOND);
      } catch (InterruptedException e) {
        continue; // nobody else has this thread
      }
      now = now + 1;
      RUNNING.forEach(WorkerProcess::killIfLate);
      ProcessPool.endIdle();
    }
  }
}
