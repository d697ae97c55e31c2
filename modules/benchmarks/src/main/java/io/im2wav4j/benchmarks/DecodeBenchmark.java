package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.generation.packed.PackedDecoder;
import io.im2wav4j.generation.packed.PackedModel;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Milliseconds for a code at the published size, guidance on (two rows for each item), at the
 * beginning, the middle and the end of a window.
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
    return "a code of Low and Up at the published size, against two passes in single precision with growing caches, and"
        + " against the time to read the 16-bit weights once";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    double bandwidth = Bandwidth.bytesPerSecond(THREADS);
    facts.put("threads", String.valueOf(THREADS));
    facts.put("memory is read at", Math.round(bandwidth * 1e-8) / 10.0 + " GB/s");
    facts.put("guidance", "on: two rows for each item");
    facts.put("weights", "random values of the published sizes: time does not depend on them");
    for (String level : List.of("low", "up")) {
      Path yaml =
          Path.of(System.getProperty(Provenance.HOME, "."))
              .resolve("configs/lm/" + level + "-paper.yaml");
      LanguageModelConfig config =
          Configs.section(yaml, "model", LanguageModelConfig.class, List.of());
      try (NDManager manager = NDManager.newBaseManager()) {
        LanguageModel model = LanguageModel.create(config, manager, 1);
        PackedModel packed = new PackedModel(model);
        double floor = 1000 * packed.bytes() / bandwidth;
        int context = config.contextLength();
        int[] fillings = {0, context / 2, context - 40};
        double[] naive = new double[fillings.length];
        for (int i = 0; i < fillings.length; i++) {
          naive[i] = naive(model, manager, fillings[i], quick ? 2 : 5);
        }
        for (int batch : quick ? new int[] {1, 16} : new int[] {1, 2, 4, 8, 16, 32}) {
          measure(level, packed, manager, batch, fillings, naive, floor, quick ? 8 : 30);
        }
      }
    }
    return new BenchmarkReport(name(), facts, rows);
  }

  private static double naive(LanguageModel model, NDManager manager, int filling, int runs) {
    try (NaiveDecoder decoder = new NaiveDecoder(model, manager, 1, filling)) {
      return 1000 * Stopwatch.seconds(runs, decoder::next);
    }
  }

  private void measure(
      String level,
      PackedModel packed,
      NDManager manager,
      int batch,
      int[] fillings,
      double[] naive,
      double floor,
      int runs) {
    int width = packed.config().width();
    for (int i = 0; i < fillings.length; i++) {
      ProcessMemory.resetPeak();
      try (NDScope scope = new NDScope();
          PackedDecoder decoder =
              new PackedDecoder(
                  packed,
                  new Conditions(
                      manager.zeros(new Shape(2L * batch, 1, width)),
                      manager.zeros(new Shape(2L * batch, 1, width))))) {
        scope.suppressNotUsedWarning();
        int[] previous = new int[2 * batch];
        decoder.skip(fillings[i]);
        double[] times = new double[runs];
        // The first steps of a batch size are the compiler's.
        for (int r = 0; r < (i == 0 ? WARM_UP : 2); r++) {
          decoder.next(previous);
        }
        for (int r = 0; r < runs; r++) {
          Arrays.fill(previous, r);
          times[r] = 1000 * Stopwatch.once(() -> decoder.next(previous));
        }
        Arrays.sort(times);
        double ms = times[runs / 2];
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("level", level);
        row.put("batch", batch);
        row.put("position", fillings[i]);
        row.put("msPerCode", ms / batch);
        row.put("msPerStep", ms);
        row.put("codesPerSecond", 1000 * batch / ms);
        row.put("naiveMsPerCode", naive[i]);
        row.put("timesNaive", naive[i] / (ms / batch));
        row.put("floorMs", floor);
        row.put("timesFloor", ms / floor);
        row.put("peakBytes", ProcessMemory.peakBytes());
        rows.add(row);
      } catch (OutOfMemoryError e) {
        facts.put(
            level + ", batch " + batch, "not measured: wants more heap, IM2WAV_JAVA_OPTS=-Xmx14g");
      }
    }
  }
}
