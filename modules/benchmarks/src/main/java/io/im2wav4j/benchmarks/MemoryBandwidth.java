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
final class MemoryBandwidth {
  private static final VectorSpecies<Long> VECTORS = LongVector.SPECIES_PREFERRED;
  private static final int LANES = VECTORS.length();
  private static final int LONGS = 24 << 20; // 192 MiB for each thread, more than caches hold
  private static final int CHUNK = 2048;
  private static final int RUNS = 12;

  private MemoryBandwidth() {}

  /** Bytes a second. */
  static double bytesPerSecond(int threads) {
    long[][] data = new long[threads][];
    for (int t = 0; t < threads; t++) {
      data[t] = new long[LONGS];
      Arrays.fill(data[t], t + 1);
    }
    double best = Double.POSITIVE_INFINITY;
    for (int streams : new int[] {1, 2, 4, 8}) {
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

  /** Reads {@link #CHUNK} longs of each stream in turn. */
  private static long sum(long[] values, int streams) {
    int part = values.length / streams;
    long sum = 0;
    for (int i = 0; i < part; i += CHUNK) {
      for (int s = 0; s < streams; s++) {
        sum += sumOfChunk(values, s * part + i);
      }
    }
    return sum;
  }

  private static long sumOfChunk(long[] values, int from) {
    LongVector a = LongVector.zero(VECTORS);
    LongVector b = a;
    LongVector c = a;
    LongVector d = a;
    for (int i = from; i < from + CHUNK; i += 4 * LANES) {
      a = a.add(LongVector.fromArray(VECTORS, values, i));
      b = b.add(LongVector.fromArray(VECTORS, values, i + LANES));
      c = c.add(LongVector.fromArray(VECTORS, values, i + 2 * LANES));
      d = d.add(LongVector.fromArray(VECTORS, values, i + 3 * LANES));
    }
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
  }
}
