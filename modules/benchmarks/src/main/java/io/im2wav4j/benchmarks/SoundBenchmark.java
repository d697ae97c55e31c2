package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.GenerationRequest;
import io.im2wav4j.generation.Generator;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

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
      double naive = naiveSeconds(ModelKind.LOW, 2) + naiveSeconds(ModelKind.UP, 1);
      facts.put(
          "naive",
          "decoding of Low (two passes) and Up (one), measured at five places of the window and"
              + " integrated");
      for (int batch : quick ? new int[] {1} : new int[] {1, 16}) {
        measure(root, batch, naive);
      }
      command(root, naive);
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
  private static double naiveSeconds(ModelKind kind, int branches) {
    LanguageModelConfig config = PublishedModels.languageModel(kind);
    int context = config.contextLength();
    double sum = 0;
    double before = 0;
    int parts = 4;
    try (NDManager manager = NDManager.newBaseManager();
        Progress progress = Progress.start("naive decode of " + kind, parts + 1)) {
      LanguageModel model = LanguageModel.create(config, manager, 1);
      for (int i = 0; i <= parts; i++) {
        int place = Math.min(i * context / parts, context - 8);
        try (NaiveDecoder decoder = new NaiveDecoder(model, manager, 1, branches, place)) {
          double now = Stopwatch.seconds(3, decoder::next);
          sum += i == 0 ? 0 : 0.5 * (before + now) * context / parts;
          before = now;
        }
        progress.step(1, "code " + place);
      }
    }
    return sum;
  }

  /** The command that a user gives, for the memory of a whole process. */
  private void command(Path root, double naive) throws IOException {
    Path picture = root.resolve("picture.png");
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "png", picture.toFile());
    try (RandomWeights encoder = new RandomWeights()) {
      CommandRun run =
          CommandRun.of(
              List.of(
                  Path.of(System.getProperty(Provenance.HOME, ".")).resolve("im2wav").toString(),
                  "generate",
                  "--image=" + picture,
                  "--models=" + root,
                  "--encoder=" + encoder.clip(),
                  "--config=" + PublishedModels.config("generation/default"),
                  "--set=batchSize=1",
                  "--out=" + root.resolve("out")),
              Path.of(System.getProperty("java.io.tmpdir"), "im2wav-sound-command.log"));
      Map<String, Object> row = row("im2wav generate", 1, run.seconds(), naive);
      row.put("peakBytes", run.peakBytes());
      row.put("residentEarly", run.residentEarly());
      row.put("residentLate", run.residentLate());
      rows.add(row);
    }
    facts.put(
        "im2wav generate",
        "a process of its own: its start, hashing the weights, CLIP and opening count; residentEarly"
            + " and residentLate are at 50 and 95 % of its time, both while Up decodes");
  }

  private static Map<String, Object> row(String how, int batch, double seconds, double naive) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("run", how);
    row.put("batch", batch);
    row.put("seconds", seconds);
    row.put("secondsPerSound", seconds / batch);
    row.put("naiveSeconds", naive);
    row.put("timesNaive", naive * batch / seconds);
    row.put("openingSeconds", null);
    row.put("peakBytes", null);
    row.put("residentEarly", null);
    row.put("residentLate", null);
    return row;
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
                          () ->
                              TrainedModels.languageModel(
                                  root.resolve(ModelKind.LOW.toString()), manager),
                          () ->
                              TrainedModels.languageModel(
                                  root.resolve(ModelKind.UP.toString()), manager),
                          TrainedModels.codec(root.resolve(ModelKind.VQVAE.toString()), manager),
                          config,
                          batch));
      try (Generator generator = made[0]) {
        try (Progress progress =
            Progress.start("codes, " + batch + " together", generator.steps(batch, 0))) {
          seconds[0] = Stopwatch.once(() -> generator.generate(requests, progress, sound -> {}));
        }
      }
    }
    Map<String, Object> row = row("in this process", batch, seconds[0], naive);
    row.put("openingSeconds", opening[0]);
    row.put("peakBytes", ProcessMemory.peakBytes());
    rows.add(row);
  }
}
