package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.engine.decode.PackedModel;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.generation.decode.CodeDecoders;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.generation.decode.TensorDecodeEngine;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.AttentionKind;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Milliseconds of a step at the published size, a code for each row, at the beginning, the middle
 * and the end of a window: the decoder with packed weights against the tensor engine's. A guided
 * item takes two rows.
 */
final class DecodeBenchmark implements Benchmark {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final String TENSOR = "tensor";

  private final List<Map<String, Object>> table = new ArrayList<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String purpose() {
    return "a step of Low and Up at the published size, against the tensor engine's decoder, two"
        + " passes with growing caches, and the time to read the weights once";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    facts.put("threads", String.valueOf(THREADS));
    facts.put("rows", "a guided item takes two");
    facts.put("weights", "random values of the published sizes: time does not depend on them");
    facts.put("timesTensor", "the tensor engine's step over this one, same rows and position");
    facts.put(
        "timesNaive",
        "the reference's way over this one: a pass for each row, caches grow by concatenation");
    facts.put(
        "layout",
        "of the weights: panels for products in Java, or split bytes for the processor's products of"
            + " bytes (AMX, VNNI), which many rows use where it has them");
    facts.put(
        "floorMs",
        "a step's weights over the measured reading of memory; arithmeticFloorMs: two operations a"
            + " weight and row over the measured arithmetic");
    facts.put(
        "peakBytes",
        "the case's own: what is alive at its end, with its decoder open and garbage collected: the"
            + " level's packed weights, memories of all rows, room for a step");
    int[] rows = quick ? new int[] {1, 2, 16, 32} : new int[] {1, 2, 4, 8, 16, 32, 64};
    List<ModelKind> models = ModelKind.LANGUAGE_MODELS;
    try (Progress progress =
        Progress.start("decode benchmark", models.size() * (1L + 3 * rows.length))) {
      for (ModelKind model : models) {
        measure(model, rows, quick, progress);
      }
    }
    return new BenchmarkReport(name(), facts, table);
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

  /** A level's places in the window, and for each the naive step of one row. */
  private record Level(
      String name, LanguageModelConfig config, int[] places, double[] naive, int runs) {}

  private void measure(ModelKind kind, int[] allRows, boolean quick, Progress progress) {
    String name = kind.toString();
    LanguageModelConfig config = PublishedModels.languageModel(kind);
    int context = config.contextLength();
    int[] places = quick ? new int[] {context / 2} : new int[] {0, context / 2, context - 80};
    double[] naive = new double[places.length];
    Level level = new Level(name, config, places, naive, quick ? 9 : 21);
    int first = table.size();
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(config, manager, 1);
      for (int i = 0; i < places.length; i++) {
        naive[i] = naive(model, manager, places[i], quick ? 3 : 7);
      }
      progress.step(1, name + ", naive");
      try (CodeDecoders tensor = new TensorDecodeEngine().copy(model, Precision.FP32, 1)) {
        for (int rows : allRows) {
          if (cacheBytes(config, rows) < ProcessMemory.availableBytes() / 2) {
            measure(level, tensor, TENSOR, Precision.FP32, rows);
          } else {
            facts.put(name + ", tensor engine, " + rows + " rows", "left out: too little memory");
          }
          progress.step(1, name + ", tensor engine, " + rows + " rows");
        }
      }
    }
    Limits limits = new Limits();
    for (Precision precision : new Precision[] {Precision.FP32, Precision.INT16}) {
      limits.measure();
      PackedModel packed = null;
      for (int rows : allRows) {
        if (packed == null || packed.split() != PackedModel.splits(precision, rows)) {
          packed = packed(config, precision, rows);
        }
        measure(level, packed, "cpu", precision, rows);
        progress.step(1, name + ", " + precision + ", " + rows + " rows");
      }
    }
    limits.measure();
    facts.put(
        "limits, " + name,
        Math.round(limits.bytes * 1e-8) / 10.0
            + " GB/s of memory are read, "
            + Math.round(limits.operations * 1e-9)
            + " GFLOP/s with sums in registers, the best of three times beside the cases");
    compare(table.subList(first, table.size()), limits);
  }

  /** Adds how the cases compare with the tensor engine's and with what the machine can do. */
  private static void compare(List<Map<String, Object>> cases, Limits limits) {
    Map<String, Double> tensor = new LinkedHashMap<>();
    for (Map<String, Object> row : cases) {
      double ms = (double) row.get("msPerStep");
      String key = row.get("rows") + " " + row.get("position");
      if (row.get("engine").equals(TENSOR)) { // these come first
        tensor.put(key, ms);
      }
      row.put("timesTensor", tensor.containsKey(key) ? tensor.get(key) / ms : null);
      double floor = 1000 * (double) row.remove("weightBytes") / limits.bytes;
      row.put("floorMs", floor);
      row.put("timesFloor", ms / floor);
      row.put("arithmeticFloorMs", 1000 * (double) row.remove("operations") / limits.operations);
    }
  }

  /** Packed weights for so many rows; nothing else of the model is left in memory. */
  private static PackedModel packed(LanguageModelConfig config, Precision precision, int rows) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return PackedModel.take(LanguageModel.create(config, manager, 1), precision, rows);
    }
  }

  /** Milliseconds of a row's step. */
  private static double naive(LanguageModel model, NDManager manager, int place, int runs) {
    try (NaiveDecoder decoder = new NaiveDecoder(model, manager, 1, 1, place)) {
      return 1000 * Stopwatch.seconds(runs, decoder::next);
    }
  }

  private void measure(
      Level level, CodeDecoders weights, String engine, Precision precision, int rows) {
    System.gc();
    int[] all = IntStream.range(0, rows).toArray();
    int width = level.config.width();
    float[][] logits = new float[rows][level.config.codebookSize()];
    int first = table.size();
    try (NDManager manager = NDManager.newBaseManager();
        CodeDecoder decoder = weights.decoder(manager, rows)) {
      Conditions conditions =
          new Conditions(
              manager.zeros(new Shape(1, 1, width)), manager.zeros(new Shape(1, 1, width)));
      int[] previous = new int[rows];
      for (int i = 0; i < level.places.length; i++) {
        for (int row : all) {
          decoder.open(row, conditions, new int[0]);
          decoder.skip(row, level.places[i]);
        }
        // The first steps of a case are the compiler's, where Java does the products.
        for (int r = 0; r < (i > 0 || engine.equals(TENSOR) ? 2 : 40); r++) {
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
        row.put("engine", engine);
        row.put("weights", precision.name().toLowerCase(Locale.ROOT));
        row.put("layout", weights instanceof PackedModel packed ? packed.layout() : null);
        row.put("rows", rows);
        row.put("position", level.places[i]);
        row.put("msPerStep", ms);
        row.put("codesPerSecond", 1000 * rows / ms);
        row.put("timesNaive", rows * level.naive[i] / ms);
        addSizes(row, level.config, precision, rows);
        table.add(row);
      }
      Long alive = weights instanceof PackedModel packed ? (Long) alive(packed) : null;
      table.subList(first, table.size()).forEach(row -> row.put("peakBytes", alive));
    }
  }

  /** Bytes of weights that a step reads, and its operations. */
  private static void addSizes(
      Map<String, Object> row, LanguageModelConfig config, Precision precision, int rows) {
    double width = config.width();
    double weights =
        config.depth() * width * (4 * config.attentionSize() + 2 * config.mlpSize())
            + config.codebookSize() * width;
    row.put("weightBytes", weights * (precision == Precision.FP32 ? 4 : 2));
    row.put("operations", 2 * weights * rows);
  }

  /** Bytes of keys and values that the tensor engine's decoder keeps in single precision. */
  private static double cacheBytes(LanguageModelConfig config, int rows) {
    double codes = 0;
    int block = config.contextLength() / config.blocks();
    for (int layer = 0; layer < config.depth(); layer++) {
      codes +=
          switch (AttentionKind.ofLayer(layer)) {
            case BLOCK -> block;
            case PREVIOUS_BLOCK -> 2.0 * block;
            case DENSE, TRANSPOSED_BLOCK -> config.contextLength();
          };
    }
    return 4 * 2.0 * config.attentionSize() * codes * rows;
  }

  /** Bytes in use after a collection, {@code packed} among them, wherever it lies. */
  private static long alive(PackedModel packed) {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    Reference.reachabilityFence(packed);
    return used + packed.bytesOutsideHeap();
  }
}
