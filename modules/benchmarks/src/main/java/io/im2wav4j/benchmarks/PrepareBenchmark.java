package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.small.ContrastivePair;
import io.im2wav4j.encoders.small.SmallEncoderConfig;
import io.im2wav4j.encoders.small.SmallImageEncoder;
import io.im2wav4j.features.prepare.CodePreparation;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.features.prepare.FrameEmbeddings;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeCodec;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** {@code im2wav data prepare} on the built-in scenes. */
final class PrepareBenchmark implements Benchmark {
  private static final double FRAME_RATE = 4;

  private final Path configs = Path.of(System.getProperty(Provenance.HOME, ".")).resolve("configs");
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final Random random = new Random(1);

  @Override
  public String name() {
    return "prepare";
  }

  @Override
  public String purpose() {
    return "features of the built-in scenes, files read ahead and items in batches, against one item at a time as the first"
        + " version did it";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    Path folder = null;
    String before = System.setProperty(Progress.PROPERTY, "none");
    try (NDManager manager = NDManager.newBaseManager()) {
      folder = Files.createTempDirectory("im2wav-benchmark");
      List<Item> items = scenes(folder.resolve("scenes"), quick ? 8 : 40);
      Path work = folder.resolve("features");
      try (ImageEncoder encoder = encoder(folder.resolve("encoder.safetensors"), manager)) {
        measure(
            "embeddings",
            items.size(),
            () -> EmbeddingPreparation.run(work, items, encoder, FRAME_RATE),
            () -> items.forEach(item -> embedAlone(item, encoder)),
            work);
      }
      for (String size : List.of("tiny", "paper")) {
        VqVae model = vqVae(size, manager);
        measure(
            "codes, " + size,
            items.size(),
            () -> CodePreparation.run(work, items, new VqVaeCodec(model), "random", ""),
            () -> items.forEach(item -> encodeAlone(item, model, manager)),
            work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
      if (before == null) {
        System.clearProperty(Progress.PROPERTY);
      } else {
        System.setProperty(Progress.PROPERTY, before);
      }
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "items", "built-in scenes, films of 2 s with sound, " + FRAME_RATE + " frames a second");
    facts.put("encoder", "the small pair's image tower; random weights everywhere");
    facts.put("baseline", "one item after the other on one thread, without writing shards");
    return new BenchmarkReport(name(), facts, rows);
  }

  private void measure(String what, int items, Runnable batched, Runnable alone, Path work) {
    Runnable fresh =
        () -> {
          delete(work);
          batched.run();
        };
    ProcessMemory.resetPeak();
    double seconds = Stopwatch.seconds(3, fresh);
    long peak = ProcessMemory.peakBytes();
    double baseline = Stopwatch.seconds(3, alone);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("features", what);
    row.put("items", items);
    row.put("perSecond", items / seconds);
    row.put("alonePerSecond", items / baseline);
    row.put("timesAlone", baseline / seconds);
    row.put("peakBytes", peak);
    rows.add(row);
  }

  private List<Item> scenes(Path folder, int perKind) {
    SceneConfig config =
        Configs.load(
            configs.resolve("data/scenes-demo.yaml"),
            SceneConfig.class,
            List.of("train=" + perKind, "validation=0", "test=0"));
    SceneDataSet.write(folder, config, scene -> {});
    return DataSets.read(folder, DataFormat.AUTO, Splits.standard()).items();
  }

  private ImageEncoder encoder(Path weights, NDManager manager) {
    SmallEncoderConfig config =
        Configs.section(
            configs.resolve("encoder/tiny.yaml"), "model", SmallEncoderConfig.class, List.of());
    ContrastivePair pair = new ContrastivePair(new ParameterFactory(manager, 1), config);
    Weights.save(weights, pair.state(), Map.of());
    return new SmallImageEncoder(config, weights);
  }

  private VqVae vqVae(String size, NDManager manager) {
    VqVaeConfig config =
        Configs.section(
            configs.resolve("vqvae/" + size + ".yaml"), "model", VqVaeConfig.class, List.of());
    VqVae model = new VqVae(new ParameterFactory(manager, 1), config);
    float[] noise = new float[1 << 16];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.1 * random.nextGaussian());
    }
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      model.initialiseCodebooks(manager.create(noise, new Shape(1, noise.length)), random);
    }
    return model;
  }

  private static void embedAlone(Item item, ImageEncoder encoder) {
    FrameEmbeddings.of(item, encoder, FRAME_RATE);
  }

  private static void encodeAlone(Item item, VqVae model, NDManager manager) {
    float[] samples =
        Resampler.toMono(
            MediaFile.audio(item.media(), item.start(), item.secondsOrAll()),
            model.config().sampleRate());
    int hop = model.config().largestHop();
    float[] padded = Arrays.copyOf(samples, (samples.length + hop - 1) / hop * hop);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (CodeLevel level : model.config().levels()) {
        model.encode(manager.create(padded, new Shape(1, padded.length)), level).toLongArray();
      }
    }
  }

  private static void delete(Path folder) {
    try {
      if (folder != null) {
        AtomicFiles.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
