package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ModelsResult;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.CodebookUse;
import io.im2wav4j.features.FeatureStore;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.HeldOutClip;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Models measured by themselves on items that they were not trained on: bits per code of Low and
 * Up, use of the VQ-VAE's codebooks by true sounds and by generated ones.
 */
public final class ModelMeasurement {
  private static final int RESAMPLES = 2_000;
  private static final int CODEBOOK_RESAMPLES = 200;
  private static final double LEVEL = 0.95;
  private static final int FEW_ITEMS = 30;

  private final ModelsFolder models;
  private final FeatureStore store;
  private final List<FeatureStore.FeatureItem> items;
  private final NDManager manager;
  private final VqVaeConfig vqVae;
  private final long seed;
  private final List<MetricResult> metrics = new ArrayList<>();
  private final TreeSet<String> warnings = new TreeSet<>();

  private ModelMeasurement(
      ModelsFolder models,
      FeatureStore store,
      List<FeatureStore.FeatureItem> items,
      NDManager manager,
      long seed) {
    this.models = models;
    this.store = store;
    this.items = items;
    this.manager = manager;
    this.vqVae = TrainedModels.vqVaeConfig(models.trained("vqvae"));
    this.seed = seed;
  }

  /**
   * Measures; writes {@code results}.
   *
   * @param models folder with the run vqvae, and low and up as far as they are trained
   * @param features of 'im2wav data prepare', made with that VQ-VAE
   * @param split of the items
   * @param wavs folders of generated sounds by name, whose codes are looked at too; may be empty
   * @param seed of the bootstrap
   */
  public static ModelsResult run(
      ModelsFolder models,
      Path features,
      String split,
      Map<String, Path> wavs,
      long seed,
      Path results) {
    try (FeatureStore store = FeatureStore.open(features);
        NDManager manager = NDManager.newBaseManager()) {
      List<FeatureStore.FeatureItem> items = store.items(split);
      if (items.isEmpty()) {
        throw new UserError(
            features.toString(),
            "no items of the split '" + split + "'",
            "items that the models were not trained on",
            "Name another --split, or prepare features of such items");
      }
      ModelMeasurement measurement = new ModelMeasurement(models, store, items, manager, seed);
      measurement.requireOwnCodes(features);
      measurement.codebooks(wavs);
      for (String model : List.of("low", "up")) {
        if (models.has(model)) {
          measurement.bitsPerCode(model);
        }
      }
      ModelsResult result =
          new ModelsResult(
              split,
              items.size(),
              measurement.metrics,
              List.copyOf(measurement.warnings),
              measurement.provenance());
      Json.write(results, result);
      return result;
    }
  }

  /** Codes of another VQ-VAE mean nothing to these models. */
  private void requireOwnCodes(Path features) {
    String expected = Hashes.sha256(TrainedModels.weights(models.trained("vqvae")));
    String given = store.codeIdentity().sha256();
    if (!given.equals(expected)) {
      throw new UserError(
          features.toString(),
          "codes of the VQ-VAE " + given.substring(0, 12),
          "codes of " + expected.substring(0, 12) + ", the one in " + models.run("vqvae"),
          "Run 'im2wav data prepare --vqvae " + models.run("vqvae") + "'");
    }
    if (items.size() < FEW_ITEMS) {
      warnings.add("only " + items.size() + " items: the intervals say little");
    }
  }

  private void bitsPerCode(String name) {
    LanguageModel model = TrainedModels.languageModel(models.trained(name), manager);
    boolean up = model.config().conditioner() != null;
    List<Double> own = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    int tooShort = 0;
    long codes = 0;
    try (Progress progress = Progress.start("bits per code, " + name, 2L * items.size())) {
      for (int i = 0; i < items.size(); i++) {
        HeldOutClip clip = clip(i, i, up);
        OptionalDouble bits = clip.bitsPerCode(model, manager);
        if (bits.isPresent()) {
          own.add(bits.getAsDouble());
          codes += clip.scoredCodes(model.config());
          // Half the list away: neighbours are often of one kind.
          int other = (i + Math.max(1, items.size() / 2)) % items.size();
          others.add(clip(i, other, up).bitsPerCode(model, manager).orElseThrow());
        } else {
          tooShort++;
        }
        progress.step(2, "");
      }
    }
    String title = up ? "Up" : "Low";
    if (tooShort > 0) {
      warnings.add(
          title
              + ": "
              + tooShort
              + " of "
              + items.size()
              + " items are shorter than a window of "
              + model.config().contextLength()
              + " codes and left out");
    }
    if (own.isEmpty()) {
      return;
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("codes", (double) codes);
    details.put("bits of a uniform guess", Math.log(model.config().codebookSize()) / Math.log(2));
    String note =
        "cross entropy, given the item's pictures; windows of "
            + model.config().contextLength()
            + " codes without overlap";
    add("bits per code (" + title + ")", "bits", Direction.LOWER, own, note, details);
    if (items.size() > 1) {
      add(
          "bits per code with another item's pictures (" + title + ")",
          "bits",
          Direction.NEITHER,
          others,
          "how much more than with its own: what the pictures are worth to the model",
          Map.of());
    }
  }

  private HeldOutClip clip(int item, int seen, boolean up) {
    String id = items.get(item).id();
    int[] low = store.codes(id, 1);
    return new HeldOutClip(
        up ? store.codes(id, 0) : low,
        up ? low : null,
        ModelTraining.frames(store, items.get(seen).id()),
        vqVae.sampleRate());
  }

  private void codebooks(Map<String, Path> wavs) {
    for (int level = vqVae.levels() - 1; level >= 0; level--) {
      int l = level;
      codebook(
          "true sounds", level, items.stream().map(item -> store.codes(item.id(), l)).toList());
    }
    if (!wavs.isEmpty()) {
      VqVae model = TrainedModels.vqVae(models.trained("vqvae"), manager);
      wavs.forEach(
          (name, folder) -> {
            List<Path> files = wavFiles(folder);
            for (int level = vqVae.levels() - 1; level >= 0; level--) {
              int l = level;
              codebook(name, level, files.stream().map(file -> encode(file, model, l)).toList());
            }
          });
    }
  }

  private void codebook(String whose, int level, List<int[]> codes) {
    long[][] counts =
        codes.stream().map(c -> CodebookUse.count(c, vqVae.codebookSize())).toArray(long[][]::new);
    String name =
        " (" + (level == 0 ? "up" : level == 1 ? "low" : "level " + level) + ", " + whose + ")";
    String note =
        "codebook of " + vqVae.codebookSize() + "; interval from " + CODEBOOK_RESAMPLES + " draws";
    Map<String, Double> details =
        Map.of("codes", (double) codes.stream().mapToLong(c -> c.length).sum());
    metrics.add(
        new MetricResult(
            "codes in use" + name,
            "%",
            Direction.HIGHER,
            use(counts, 0, u -> 100 * u.share()),
            counts.length,
            note,
            details));
    metrics.add(
        new MetricResult(
            "codebook perplexity" + name,
            "",
            Direction.HIGHER,
            use(counts, 1, CodebookUse::perplexity),
            counts.length,
            note,
            details));
  }

  private Interval use(long[][] counts, double least, ToDoubleFunction<CodebookUse> quantity) {
    ToDoubleFunction<int[]> ofItems = CodebookUse.ofItems(counts, quantity);
    return counts.length == 1
        ? Interval.exact(ofItems.applyAsDouble(new int[] {0}))
        : new Bootstrap(CODEBOOK_RESAMPLES, LEVEL, Seeds.derive(seed, "bootstrap-codebook"))
            .recentred(counts.length, least, ofItems);
  }

  private int[] encode(Path file, VqVae model, int level) {
    float[] samples = Resampler.toMono(MediaFile.audio(file), vqVae.sampleRate());
    int hop = vqVae.hop(level);
    float[] padded = Arrays.copyOf(samples, (samples.length + hop - 1) / hop * hop);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray audio = manager.create(padded, new Shape(1, padded.length));
      return Arrays.stream(model.encode(audio, level).toLongArray())
          .mapToInt(Math::toIntExact)
          .toArray();
    }
  }

  private static List<Path> wavFiles(Path folder) {
    List<Path> files = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        files =
            all.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".wav"))
                .sorted()
                .toList();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder, e);
      }
    }
    if (files.isEmpty()) {
      throw new UserError(
          folder.toString(), "no WAV files", "a folder of generated sounds", "Check --wavs");
    }
    return files;
  }

  private void add(
      String name,
      String unit,
      Direction direction,
      List<Double> perItem,
      String note,
      Map<String, Double> details) {
    double[] values = perItem.stream().mapToDouble(Double::doubleValue).toArray();
    Bootstrap bootstrap = new Bootstrap(RESAMPLES, LEVEL, Seeds.derive(seed, "bootstrap-bits"));
    Interval interval = values.length == 1 ? Interval.exact(values[0]) : bootstrap.mean(values);
    metrics.add(new MetricResult(name, unit, direction, interval, values.length, note, details));
  }

  private Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    Provenance here = Provenance.here(Map.of(), Map.of(), seed);
    facts.putAll(here.versions());
    facts.put("device", here.device());
    for (String model : List.of("vqvae", "low", "up")) {
      if (models.has(model)) {
        facts.put(model, Hashes.sha256(TrainedModels.weights(models.run(model))));
      }
    }
    facts.put("codes", store.codeIdentity().sha256());
    facts.put("embeddings", store.embeddingIdentity().sha256());
    return facts;
  }
}
