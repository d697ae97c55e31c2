package io.im2wav4j.engine.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that run one program together and wait for each other between its parts. The caller is
 * the first of them. Waiting spins for a moment, as the parts take microseconds, then gives way;
 * between programs the others sleep.
 */
public final class WorkerPool implements AutoCloseable {
  /** A program; {@code id} counts the threads from 0. */
  public interface Program {
    void run(int id);
  }

  private static final int SPINS = 5_000;

  private final Thread[] helpers;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile int turn;
  private volatile Program program;
  private volatile int started;
  private volatile boolean closed;
  private volatile Throwable failure;

  public WorkerPool(String name, int size) {
    helpers = new Thread[size - 1];
    for (int i = 0; i < helpers.length; i++) {
      int id = i + 1;
      helpers[i] = new Thread(() -> serve(id), name + "-" + id);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  /** As many threads as the tensor engine uses. */
  public static int standardSize() {
    int all = Runtime.getRuntime().availableProcessors();
    return Math.max(1, Integer.getInteger("ai.djl.pytorch.num_threads", all));
  }

  public int size() {
    return helpers.length + 1;
  }

  /**
   * Runs a program on all threads; ends when all have ended it.
   *
   * @throws IllegalStateException where one of them failed; the pool can run another program then
   */
  public void run(Program work) {
    program = work;
    failure = null;
    arrived.set(0);
    ended.set(0);
    started++;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    perform(work, 0);
    for (int spins = 0; ended.get() < size(); spins++) {
      pause(spins);
    }
    if (failure != null) {
      throw new IllegalStateException("a thread failed", failure);
    }
  }

  private void perform(Program work, int id) {
    try {
      work.run(id);
    } catch (RuntimeException | Error e) {
      if (failure == null) {
        failure = e;
      }
    } finally {
      ended.incrementAndGet();
    }
  }

  private static void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  private void serve(int id) {
    int seen = 0;
    while (!closed) {
      int spins = 0;
      while (started == seen && !closed) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (!closed) {
        seen++;
        perform(program, id);
      }
    }
  }

  /** Waits until all threads are here. */
  public void await() {
    int now = turn;
    if (arrived.incrementAndGet() == size()) {
      arrived.set(0);
      turn = now + 1;
      return;
    }
    for (int spins = 0; turn == now; spins++) {
      if (failure != null) {
        throw new IllegalStateException("another thread failed", failure);
      }
      pause(spins);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
