package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ModelsResult;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.protocol.WavFolder;
import io.im2wav4j.features.FeatureStore;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodebookUse;
import io.im2wav4j.models.codec.CodecFormat;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.lm.HeldOutClip;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.nn.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Models measured by themselves on items that they were not trained on: bits per code of Low and
 * Up, use of the codec's codebooks by true sounds and by generated ones.
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
  private final CodecFormat format;
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
    this.format = TrainedModels.codecFormat(models.trained(ModelKind.VQVAE));
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
    wavs.forEach(WavFolder::list); // before any work
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
      measurement.requireParents(features);
      measurement.codebooks(wavs);
      for (ModelKind model : ModelKind.LANGUAGE_MODELS) {
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

  /** Codes of another codec and embeddings of another encoder mean nothing to these models. */
  private void requireParents(Path features) {
    String codes = store.codeIdentity().sha256();
    List<String> others =
        new ArrayList<>(
            ModelParents.require(
                features.toString(),
                "codes of the VQ-VAE ",
                codes,
                TrainedModels.sha256(models.trained(ModelKind.VQVAE)),
                models.allowsOtherParents()));
    others.addAll(ModelParents.require(models, codes, store.embeddingIdentity().sha256()));
    others.forEach(other -> warnings.add("other models were allowed: " + other));
    if (items.size() < FEW_ITEMS) {
      warnings.add("only " + items.size() + " items: too few for firm conclusions");
    }
  }

  private void bitsPerCode(ModelKind kind) {
    LanguageModel model = TrainedModels.languageModel(models.trained(kind), manager);
    CodeLevel level = model.config().level();
    List<Double> own = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    int tooShort = 0;
    long codes = 0;
    try (Progress progress = Progress.startWhole("bits per code, " + kind, 2L * items.size())) {
      for (int i = 0; i < items.size(); i++) {
        HeldOutClip clip = clip(i, i, level);
        OptionalDouble bits = clip.bitsPerCode(model, manager);
        if (bits.isPresent()) {
          own.add(bits.getAsDouble());
          codes += clip.scoredCodes(model.config());
          // Half the list away: neighbours are often of one kind.
          int other = (i + Math.max(1, items.size() / 2)) % items.size();
          others.add(clip(i, other, level).bitsPerCode(model, manager).orElseThrow());
        } else {
          tooShort++;
        }
        progress.step(2, "");
      }
    }
    String title = level == CodeLevel.UP ? "Up" : "Low";
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

  private HeldOutClip clip(int item, int seen, CodeLevel level) {
    String id = items.get(item).id();
    return new HeldOutClip(
        store.codes(id, level),
        level == CodeLevel.UP ? store.codes(id, CodeLevel.LOW) : null,
        ModelTraining.frames(store, items.get(seen).id()),
        format.sampleRate());
  }

  private void codebooks(Map<String, Path> wavs) {
    codebooks(
        "true sounds", level -> items.stream().map(item -> store.codes(item.id(), level)).toList());
    if (!wavs.isEmpty()) {
      SoundCodec codec = TrainedModels.codec(models.trained(ModelKind.VQVAE), manager);
      wavs.forEach(
          (name, folder) -> {
            List<EncodedSound> sounds =
                WavFolder.list(name, folder).stream()
                    .map(
                        f ->
                            codec.encode(Resampler.toMono(MediaFile.audio(f), format.sampleRate())))
                    .toList();
            codebooks(name, level -> sounds.stream().map(sound -> sound.codes(level)).toList());
          });
    }
  }

  /** Coarse levels first. */
  private void codebooks(String whose, Function<CodeLevel, List<int[]>> codes) {
    List<CodeLevel> levels = new ArrayList<>(format.levels());
    Collections.reverse(levels);
    levels.forEach(level -> codebook(whose, level, codes.apply(level)));
  }

  private void codebook(String whose, CodeLevel level, List<int[]> codes) {
    long[][] counts =
        codes.stream().map(c -> CodebookUse.count(c, format.codebookSize())).toArray(long[][]::new);
    String name = " (" + level + ", " + whose + ")";
    String note =
        "codebook of " + format.codebookSize() + "; interval from " + CODEBOOK_RESAMPLES + " draws";
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
    Provenance here = Provenance.here(Map.of(), Map.of(), seed, Engines.threads());
    facts.putAll(here.versions());
    facts.put("device", here.device());
    for (ModelKind model : ModelKind.IM2WAV) {
      if (models.has(model)) {
        facts.put(model.toString(), TrainedModels.sha256(models.run(model)));
      }
    }
    facts.put("codes", store.codeIdentity().sha256());
    facts.put("embeddings", store.embeddingIdentity().sha256());
    return facts;
  }
}
