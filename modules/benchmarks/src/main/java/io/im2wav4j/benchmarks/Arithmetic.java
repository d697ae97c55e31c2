package io.im2wav4j.benchmarks;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast this machine multiplies and adds in single precision: the floor of a decoding step of
 * many rows. Ten sums on each thread, all in registers; the best of several runs counts.
 */
final class Arithmetic {
  private static final VectorSpecies<Float> VECTORS = FloatVector.SPECIES_PREFERRED;
  private static final int TURNS = 4_000_000;
  private static final int SUMS = 10;
  private static final int RUNS = 12;

  private Arithmetic() {}

  /** Operations a second; a multiplication with its addition counts as two. */
  static double operationsPerSecond(int threads) {
    double best = 0;
    for (int run = 0; run < RUNS; run++) {
      double seconds =
          Stopwatch.once(
              () -> {
                Thread[] all =
                    IntStream.range(0, threads)
                        .mapToObj(i -> new Thread(Arithmetic::work))
                        .toArray(Thread[]::new);
                for (Thread thread : all) {
                  thread.start();
                }
                for (Thread thread : all) {
                  join(thread);
                }
              });
      best = Math.max(best, 2.0 * TURNS * SUMS * VECTORS.length() * threads / seconds);
    }
    return best;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void work() {
    if (Float.isNaN(sum(1e-3f))) {
      throw new IllegalStateException("nothing was summed");
    }
  }

  private static float sum(float value) {
    FloatVector x = FloatVector.broadcast(VECTORS, value);
    FloatVector a = x;
    FloatVector b = x;
    FloatVector c = x;
    FloatVector d = x;
    FloatVector e = x;
    FloatVector f = x;
    FloatVector g = x;
    FloatVector h = x;
    FloatVector i = x;
    FloatVector j = x;
    for (int turn = 0; turn < TURNS; turn++) {
      a = x.fma(x, a);
      b = x.fma(x, b);
      c = x.fma(x, c);
      d = x.fma(x, d);
      e = x.fma(x, e);
      f = x.fma(x, f);
      g = x.fma(x, g);
      h = x.fma(x, h);
      i = x.fma(x, i);
      j = x.fma(x, j);
    }
    return a.add(b)
        .add(c.add(d))
        .add(e.add(f).add(g.add(h)))
        .add(i.add(j))
        .reduceLanes(VectorOperators.ADD);
  }
}
