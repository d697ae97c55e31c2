package io.im2wav4j.benchmarks;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How fast this machine reads memory from front to back: the floor of a decoding step. */
final class Bandwidth {
  private static final int LONGS = 32 << 20; // 256 MiB for each thread, far more than any cache

  private Bandwidth() {}

  /** Bytes a second, the best of several reads by all threads together. */
  static double bytesPerSecond(int threads) {
    long[][] data = new long[threads][];
    for (int t = 0; t < threads; t++) {
      data[t] = new long[LONGS];
      Arrays.fill(data[t], t + 1);
    }
    double best = Double.POSITIVE_INFINITY;
    long[] sums = new long[threads];
    for (int run = 0; run < 10; run++) {
      double seconds =
          Stopwatch.once(
              () ->
                  IntStream.range(0, threads)
                      .mapToObj(
                          t -> {
                            Thread thread = new Thread(() -> sums[t] = sum(data[t]));
                            thread.start();
                            return thread;
                          })
                      .toList()
                      .forEach(Bandwidth::join));
      best = Math.min(best, seconds);
    }
    if (Arrays.stream(sums).sum() == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return 8.0 * LONGS * threads / best;
  }

  private static long sum(long[] values) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (int i = 0; i < values.length; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    return a + b + c + d;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
