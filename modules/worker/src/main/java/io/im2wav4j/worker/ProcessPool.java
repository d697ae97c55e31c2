package io.im2wav4j.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The workers of one size that have nothing to do. There are as many as were in use at once. */
final class ProcessPool {
  private static final double IDLE_SECONDS = 60;

  /** What native libraries lose little by little is given back. */
  private static final int CALLS = 5000;

  /** So often its memory is looked at, in calls. */
  private static final int LOOK = 16;

  private static final double LARGEST_SHARE = 0.5;

  private record Idle(WorkerProcess process, long since) {}

  private static final Map<Integer, ProcessPool> POOLS = new ConcurrentHashMap<>();

  private final int megabytes;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  private ProcessPool(int megabytes) {
    this.megabytes = megabytes;
  }

  static ProcessPool of(int megabytes) {
    return POOLS.computeIfAbsent(megabytes, ProcessPool::new);
  }

  /** A worker that is free, or a new one. */
  WorkerProcess take() {
    for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (next.process().isAlive()) {
        return next.process();
      }
      next.process().kill();
    }
    return fresh();
  }

  /** A new worker. */
  WorkerProcess fresh() {
    return WorkerProcess.start(megabytes);
  }

  /** Takes one back that is between two calls. */
  void give(WorkerProcess process) {
    long most = (long) (LARGEST_SHARE * megabytes + WorkerBounds.OWN_MEGABYTES) << 20;
    boolean look = process.calls() % LOOK == 0;
    if (process.calls() >= CALLS || look && process.residentBytes() > most) {
      process.end();
    } else {
      idle.addFirst(new Idle(process, Watchdog.now()));
    }
  }

  /** Ends those that nobody has used for a while. */
  static void endIdle() {
    long before = Watchdog.now() - Watchdog.looks(IDLE_SECONDS);
    for (ProcessPool pool : POOLS.values()) {
      for (Idle last = pool.idle.peekLast();
          last != null && last.since() < before && pool.idle.removeLastOccurrence(last);
          last = pool.idle.peekLast()) {
        last.process().end();
      }
    }
  }
}
