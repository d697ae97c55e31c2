package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.GenerationRequest;
import io.im2wav4j.generation.Generator;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Whole sounds of 4.096 s at the published size, from image embeddings to samples: Low guided, Up
 * not, as configs/generation/default.yaml has it.
 */
final class SoundBenchmark implements Benchmark {
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  @Override
  public String name() {
    return "sound";
  }

  @Override
  public String purpose() {
    return "a whole sound of 4.096 s at the published size, alone and 16 together, against the"
        + " naive decode of Low and Up";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    Path root = null;
    try {
      root = Files.createTempDirectory("im2wav-sound");
      PublishedModels.write(root);
      double naive = naiveSeconds("low", 2) + naiveSeconds("up", 1);
      facts.put(
          "naive",
          "decoding of Low (two passes) and Up (one), measured at five places of the window and"
              + " integrated");
      for (int batch : quick ? new int[] {1} : new int[] {1, 16}) {
        measure(root, batch, naive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(root);
    }
    return new BenchmarkReport(name(), facts, rows);
  }

  private static void delete(Path root) {
    try {
      if (root != null) {
        AtomicFiles.deleteTree(root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds of a window: the trapezoids between measured places. */
  private static double naiveSeconds(String level, int branches) {
    LanguageModelConfig config = PublishedModels.languageModel(level);
    int context = config.contextLength();
    double sum = 0;
    double before = 0;
    int parts = 4;
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(config, manager, 1);
      for (int i = 0; i <= parts; i++) {
        int place = Math.min(i * context / parts, context - 8);
        try (NaiveDecoder decoder = new NaiveDecoder(model, manager, 1, branches, place)) {
          double now = Stopwatch.seconds(3, decoder::next);
          sum += i == 0 ? 0 : 0.5 * (before + now) * context / parts;
          before = now;
        }
      }
    }
    return sum;
  }

  private void measure(Path root, int batch, double naive) {
    System.gc();
    GenerationConfig config =
        Configs.load(
            PublishedModels.config("generation/default"),
            GenerationConfig.class,
            List.of("batchSize=" + batch));
    Random random = new Random(1);
    List<GenerationRequest> requests = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      float[] embedding = new float[512];
      for (int c = 0; c < embedding.length; c++) {
        embedding[c] = (float) (random.nextGaussian() / Math.sqrt(embedding.length));
      }
      requests.add(new GenerationRequest("item" + i, FrameSequence.still(embedding)));
    }
    ProcessMemory.resetPeak();
    double[] opening = new double[1];
    double[] seconds = new double[1];
    try (NDManager manager = NDManager.newBaseManager()) {
      Generator[] made = new Generator[1];
      opening[0] =
          Stopwatch.once(
              () ->
                  made[0] =
                      Generator.opening(
                          () -> TrainedModels.languageModel(root.resolve("low"), manager),
                          () -> TrainedModels.languageModel(root.resolve("up"), manager),
                          TrainedModels.vqVae(root.resolve("vqvae"), manager),
                          config));
      try (Generator generator = made[0]) {
        seconds[0] =
            Stopwatch.once(() -> generator.generate(requests, Progress.silent(), sound -> {}));
      }
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("batch", batch);
    row.put("openingSeconds", opening[0]);
    row.put("seconds", seconds[0]);
    row.put("secondsPerSound", seconds[0] / batch);
    row.put("naiveSeconds", naive);
    row.put("timesNaive", naive * batch / seconds[0]);
    row.put("peakBytes", ProcessMemory.peakBytes());
    rows.add(row);
  }
}
