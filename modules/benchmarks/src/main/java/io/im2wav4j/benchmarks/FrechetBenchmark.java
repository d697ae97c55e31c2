package io.im2wav4j.benchmarks;

import io.im2wav4j.evaluation.metrics.FrechetDistance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The Frechet distance of two sets of embeddings, means and covariances included. */
final class FrechetBenchmark implements Benchmark {
  /** Beyond this the baseline takes minutes. */
  private static final int WIDEST_BASELINE = 1024;

  private record Case(int width, int clips) {}

  @Override
  public String name() {
    return "frechet";
  }

  @Override
  public String purpose() {
    return "the Frechet distance by width and number of embeddings, means and covariances included, against one thread of"
        + " EJML with a matrix square root";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    List<Case> cases =
        quick
            ? List.of(new Case(128, 1000), new Case(512, 1000), new Case(512, 300))
            : List.of(
                new Case(128, 10_000),
                new Case(512, 10_000),
                new Case(512, 300),
                new Case(1024, 10_000),
                new Case(2048, 10_000),
                new Case(2048, 1000));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Case c : cases) {
      double[][] a = embeddings(c, 1);
      double[][] b = embeddings(c, 2);
      double[] distance = new double[2];
      int runs = c.width <= 512 ? 3 : 1;
      ProcessMemory.resetPeak();
      double seconds = Stopwatch.seconds(runs, () -> distance[0] = FrechetDistance.between(a, b));
      long peak = ProcessMemory.peakBytes();
      boolean compared = c.width <= WIDEST_BASELINE;
      double baseline =
          compared ? Stopwatch.once(() -> distance[1] = EjmlFrechet.between(a, b)) : Double.NaN;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("width", c.width);
      row.put("clips", c.clips);
      row.put("seconds", seconds);
      row.put("ejmlSeconds", compared ? (Object) baseline : null);
      row.put("timesEjml", compared ? (Object) (baseline / seconds) : null);
      row.put("distance", distance[0]);
      row.put(
          "relativeDifference",
          compared ? (Object) (Math.abs(distance[0] - distance[1]) / distance[1]) : null);
      row.put("peakBytes", peak);
      rows.add(row);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("embeddings", "random, with correlated columns; both sets of the same size");
    facts.put(
        "baseline",
        "one thread: covariances row by row, EJML's eigenvectors of one and eigenvalues of the product; measured up to "
            + WIDEST_BASELINE
            + " wide");
    return new BenchmarkReport(name(), facts, rows);
  }

  private static double[][] embeddings(Case c, long seed) {
    double[][] out = new double[c.clips][];
    IntStream.range(0, c.clips)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
              double[] row = new double[c.width];
              double previous = 0;
              for (int j = 0; j < c.width; j++) {
                previous = 0.7 * previous + random.nextDouble(-1, 1) * (1 + seed * 0.1);
                row[j] = previous;
              }
              out[i] = row;
            });
    return out;
  }
}
