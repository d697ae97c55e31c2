package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.engine.cpu.WorkerPool;

/** The threads of all steps, which come one after the other. */
final class Workers {
  static final WorkerPool POOL = new WorkerPool("train", WorkerPool.standardSize());

  private Workers() {}

  /** A part of a step. */
  interface MatrixView {
    void run(Worker worker);
  }

  /**
   * Runs a part on all threads.
   *
   * @param widest the longest row that is worked on
   */
  static synchronized void run(int widest, MatrixView part) {
    POOL.run(
        id -> {
          int before = Blas.threads(1);
          try {
            part.run(new Worker(id, POOL.size(), widest));
          } finally {
            Blas.threads(before);
          }
        });
  }
}
