package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Blas;
import io.im2wav4j.engine.cpu.Team;

/** The threads of all steps, which come one after the other. */
final class Workers {
  static final Team TEAM = new Team("train", Team.standardSize());

  private Workers() {}

  /** A part of a step. */
  interface Part {
    void run(Worker worker);
  }

  /**
   * Runs a part on all threads.
   *
   * @param widest the longest row that is worked on
   */
  static synchronized void run(int widest, Part part) {
    TEAM.run(
        id -> {
          int before = Blas.threads(1);
          try {
            part.run(new Worker(id, TEAM.size(), widest));
          } finally {
            Blas.threads(before);
          }
        });
  }
}
