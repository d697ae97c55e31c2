package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.engine.decode.PackedDecoder;
import io.im2wav4j.engine.decode.PackedModel;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Milliseconds for a code at the published size, guidance on (two rows for each item), at the
 * beginning, the middle and the end of a window. {@code peakBytes} is what a case itself keeps
 * alive (weights, memories of its rows, room for a step): the whole process holds the tensor engine
 * and garbage besides, see {@link SoundBenchmark}.
 */
final class DecodeBenchmark implements Benchmark {
  private static final int WARM_UP = 40;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String purpose() {
    return "a code of Low and Up at the published size, against two passes in single precision with"
        + " growing caches, and against the time to read the weights once";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    facts.put("threads", String.valueOf(THREADS));
    facts.put("guidance", "on: two rows for each item");
    facts.put("weights", "random values of the published sizes: time does not depend on them");
    facts.put(
        "peakBytes",
        "the case's own: what is alive at its end, with its decoder open and garbage collected: the"
            + " level's packed weights, memories of all rows, room for a step");
    facts.put(
        "layout",
        "of the weights: strips for products in Java, or split bytes for the processor's products of"
            + " bytes (AMX, VNNI), which many rows use where it has them");
    facts.put(
        "floorMs",
        "a step's weights over the measured reading of memory; arithmeticFloorMs: two operations a"
            + " weight and row over the measured arithmetic");
    int[] batches = quick ? new int[] {1, 16} : new int[] {1, 2, 4, 8, 16, 32};
    try (Progress progress =
        Progress.start(
            "decode benchmark", ModelKind.LANGUAGE_MODELS.size() * (2L + batches.length))) {
      for (ModelKind model : ModelKind.LANGUAGE_MODELS) {
        measure(model, batches, quick, progress);
      }
    }
    return new BenchmarkReport(name(), facts, rows);
  }

  private void measure(ModelKind kind, int[] batches, boolean quick, Progress progress) {
    String level = kind.toString();
    LanguageModelConfig config = PublishedModels.languageModel(kind);
    int context = config.contextLength();
    int[] places = {0, context / 2, context - 40};
    double[] naive = new double[places.length];
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(config, manager, 1);
      for (int i = 0; i < places.length; i++) {
        naive[i] = naive(model, manager, places[i], quick ? 3 : 7);
      }
    }
    progress.step(1, level + ", naive");
    int first = rows.size();
    Limits limits = new Limits();
    limits.measure();
    Level now = new Level(level, places, naive, quick ? 12 : 30);
    measure(now, packed(config, Precision.FP32, 1), Precision.FP32, 1);
    progress.step(1, level + ", single precision");
    limits.measure();
    PackedModel int16 = null;
    for (int batch : batches) {
      if (int16 == null || int16.split() != PackedModel.splits(Precision.INT16, 2 * batch)) {
        int16 = packed(config, Precision.INT16, batch);
      }
      measure(now, int16, Precision.INT16, batch);
      if (batch == 1 || batch == 16) {
        limits.measure();
      }
      progress.step(1, level + ", batch " + batch);
    }
    facts.put(
        "limits, " + level,
        Math.round(limits.bytes * 1e-8) / 10.0
            + " GB/s of memory are read, "
            + Math.round(limits.operations * 1e-9)
            + " GFLOP/s with sums in registers, the best of four times beside the cases");
    for (Map<String, Object> row : rows.subList(first, rows.size())) {
      double operations = ((Number) row.remove("operations")).doubleValue();
      double floor = 1000 * ((Number) row.remove("weightBytes")).doubleValue() / limits.bytes;
      row.put("floorMs", floor);
      row.put("timesFloor", ((Number) row.get("msPerStep")).doubleValue() / floor);
      row.put("arithmeticFloorMs", 1000 * operations / limits.operations);
    }
  }

  /** The most that all threads together were seen to do in a second. */
  private static final class Limits {
    private double bytes;
    private double operations;

    void measure() {
      bytes = Math.max(bytes, MemoryBandwidth.bytesPerSecond(THREADS));
      operations = Math.max(operations, Arithmetic.operationsPerSecond(THREADS));
    }
  }

  private record Level(String name, int[] places, double[] naive, int runs) {}

  /** Weights packed for a batch size; nothing else of the model is left in memory. */
  private static PackedModel packed(LanguageModelConfig config, Precision precision, int batch) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return PackedModel.take(LanguageModel.create(config, manager, 1), precision, 2 * batch);
    }
  }

  private static double naive(LanguageModel model, NDManager manager, int place, int runs) {
    try (NaiveDecoder decoder = new NaiveDecoder(model, manager, 1, 2, place)) {
      return 1000 * Stopwatch.seconds(runs, decoder::next);
    }
  }

  private static int bytes(Precision precision) {
    return switch (precision) {
      case FP32 -> 4;
      case INT16 -> 2;
      case INT8 -> 1;
    };
  }

  /** Bytes in use after a collection, {@code packed} among them, wherever it lies. */
  private static long alive(PackedModel packed) {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    Reference.reachabilityFence(packed);
    return used + packed.bytesOutsideHeap();
  }

  private void measure(Level level, PackedModel packed, Precision precision, int batch) {
    System.gc();
    int[] all = IntStream.range(0, 2 * batch).toArray();
    int width = packed.config().width();
    float[][] logits = new float[2 * batch][packed.config().codebookSize()];
    try (NDManager manager = NDManager.newBaseManager();
        PackedDecoder decoder = new PackedDecoder(packed, manager, 2 * batch)) {
      Conditions told =
          new Conditions(
              manager.zeros(new Shape(1, 1, width)), manager.zeros(new Shape(1, 1, width)));
      int[] previous = new int[2 * batch];
      for (int i = 0; i < level.places.length; i++) {
        for (int row : all) {
          decoder.open(row, told, new int[0]);
          decoder.skip(row, level.places[i]);
        }
        // The first steps of a batch size are the compiler's.
        for (int r = 0; r < (i == 0 ? WARM_UP : 2); r++) {
          decoder.next(all, previous, logits);
        }
        double[] times = new double[level.runs];
        for (int r = 0; r < times.length; r++) {
          Arrays.fill(previous, r);
          times[r] = 1000 * Stopwatch.once(() -> decoder.next(all, previous, logits));
        }
        Arrays.sort(times);
        double ms = times[times.length / 2];
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("level", level.name);
        row.put("weights", precision.name().toLowerCase(java.util.Locale.ROOT));
        row.put("layout", packed.layout());
        row.put("batch", batch);
        row.put("position", level.places[i]);
        row.put("msPerCode", ms / batch);
        row.put("msPerStep", ms);
        row.put("codesPerSecond", 1000 * batch / ms);
        row.put("naiveMsPerCode", level.naive[i]);
        row.put("timesNaive", level.naive[i] / (ms / batch));
        row.put("weightBytes", packed.bytes());
        row.put("operations", 4.0 * batch * packed.bytes() / bytes(precision));
        rows.add(row);
      }
      long alive = alive(packed);
      for (Map<String, Object> row : rows.subList(rows.size() - level.places.length, rows.size())) {
        row.put("peakBytes", alive);
      }
    }
  }
}
