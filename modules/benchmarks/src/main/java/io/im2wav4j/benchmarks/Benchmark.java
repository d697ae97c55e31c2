package io.im2wav4j.benchmarks;

/** One thing that is measured. */
interface Benchmark {
  /** What commands call it. */
  String name();

  /** What it measures and what it compares with, in a sentence. */
  String purpose();

  /** Measures; {@code quick} takes fewer repetitions and smaller cases. */
  BenchmarkReport run(boolean quick);
}
