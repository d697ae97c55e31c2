package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.engine.cpu.WorkerPool;

/** The threads of all steps, which come one after the other. */
final class Workers {
  static final WorkerPool POOL = new WorkerPool("train", WorkerPool.standardSize());

  private Workers() {}

  /** What each thread does in a step. */
  interface StepWork {
    void run(Worker worker);
  }

  /**
   * Runs work on all threads.
   *
   * @param widest the longest row that is worked on
   */
  static synchronized void run(int widest, StepWork work) {
    POOL.run(
        id -> {
          int before = Blas.threads(1);
          try {
            work.run(new Worker(id, POOL.size(), widest));
          } finally {
            Blas.threads(before);
          }
        });
  }
}
