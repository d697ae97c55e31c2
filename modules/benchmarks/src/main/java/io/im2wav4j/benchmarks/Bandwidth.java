package io.im2wav4j.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast this machine reads memory: the floor of a decoding step. All threads read at once with
 * the processor's vectors, each from several places side by side; the best number of places and the
 * best of several reads count.
 */
final class Bandwidth {
  private static final VectorSpecies<Long> VECTORS = LongVector.SPECIES_PREFERRED;
  private static final int LANES = VECTORS.length();
  private static final int LONGS = 24 << 20; // 192 MiB for each thread, more than caches hold
  private static final int RUNS = 12;

  private Bandwidth() {}

  /** Bytes a second. */
  static double bytesPerSecond(int threads) {
    long[][] data = new long[threads][];
    for (int t = 0; t < threads; t++) {
      data[t] = new long[LONGS];
      Arrays.fill(data[t], t + 1);
    }
    double best = Double.POSITIVE_INFINITY;
    for (int streams : new int[] {1, 2, 4, 8, 16}) {
      best = Math.min(best, seconds(data, streams));
    }
    return 8.0 * LONGS * threads / best;
  }

  /** The fastest of several reads of everything. */
  private static double seconds(long[][] data, int streams) {
    double[] best = {Double.POSITIVE_INFINITY};
    long[] begun = new long[1];
    CyclicBarrier start = new CyclicBarrier(data.length, () -> begun[0] = System.nanoTime());
    CyclicBarrier end =
        new CyclicBarrier(
            data.length, () -> best[0] = Math.min(best[0], (System.nanoTime() - begun[0]) * 1e-9));
    Thread[] readers = new Thread[data.length];
    for (int t = 0; t < readers.length; t++) {
      long[] own = data[t];
      readers[t] =
          new Thread(
              () -> {
                try {
                  for (int run = 0; run < RUNS; run++) {
                    start.await();
                    if (sum(own, streams) == 0) {
                      throw new IllegalStateException("nothing was read");
                    }
                    end.await();
                  }
                } catch (java.util.concurrent.BrokenBarrierException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      readers[t].start();
    }
    for (Thread reader : readers) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return best[0];
  }

  private static long sum(long[] values, int streams) {
    int part = values.length / streams;
    LongVector sums = LongVector.zero(VECTORS);
    for (int i = 0; i < part; i += 4 * LANES) {
      for (int s = 0; s < streams; s++) {
        sums = sums.add(four(values, s * part + i));
      }
    }
    return sums.reduceLanes(VectorOperators.ADD);
  }

  private static LongVector four(long[] values, int at) {
    return LongVector.fromArray(VECTORS, values, at)
        .add(LongVector.fromArray(VECTORS, values, at + LANES))
        .add(
            LongVector.fromArray(VECTORS, values, at + 2 * LANES)
                .add(LongVector.fromArray(VECTORS, values, at + 3 * LANES)));
  }
}
