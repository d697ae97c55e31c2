package io.im2wav4j.benchmarks;

import java.util.Arrays;

/** Seconds of a piece of work: the median of several runs, after one that does not count. */
final class Stopwatch {
  private Stopwatch() {}

  /** The median of {@code runs} runs. */
  static double seconds(int runs, Runnable work) {
    work.run();
    double[] times = new double[runs];
    for (int i = 0; i < runs; i++) {
      times[i] = once(work);
    }
    Arrays.sort(times);
    return runs % 2 == 1 ? times[runs / 2] : 0.5 * (times[runs / 2 - 1] + times[runs / 2]);
  }

  /** One run. */
  static double once(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }
}
