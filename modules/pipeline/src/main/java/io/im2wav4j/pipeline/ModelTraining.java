package io.im2wav4j.pipeline;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataSet;
import io.im2wav4j.encoders.small.LogMelConfig;
import io.im2wav4j.features.FeatureStore;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.nn.engine.Engines;
import io.im2wav4j.training.Trainer;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.TrainingTask;
import io.im2wav4j.training.encoder.ClassifierRun;
import io.im2wav4j.training.encoder.ClassifierTask;
import io.im2wav4j.training.encoder.EncoderRun;
import io.im2wav4j.training.encoder.EncoderTask;
import io.im2wav4j.training.encoder.Example;
import io.im2wav4j.training.encoder.ExampleLoader;
import io.im2wav4j.training.lm.CodedClip;
import io.im2wav4j.training.lm.LanguageModelRun;
import io.im2wav4j.training.lm.LanguageModelTask;
import io.im2wav4j.training.sound.SoundCache;
import io.im2wav4j.training.sound.Sounds;
import io.im2wav4j.training.vqvae.BandwidthFile;
import io.im2wav4j.training.vqvae.VqVaeRun;
import io.im2wav4j.training.vqvae.VqVaeTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data or features become the run of a trained model. A run that is finished is left as it is; one
 * of other data is refused, finished or not.
 */
public final class ModelTraining {
  private static final Logger LOG = LoggerFactory.getLogger(ModelTraining.class);

  private ModelTraining() {}

  /** Trains the VQ-VAE on the items' sounds. */
  public static void vqVae(Path out, VqVaeRun config, List<Item> items, Path cache) {
    List<Item> trained = trainingItems(items);
    try (FolderLock lock = FolderLock.take(out, cache)) {
      vqVae(out, config, trained, split(items, "validation"), cache);
    }
  }

  private static void vqVae(
      Path out, VqVaeRun config, List<Item> trained, List<Item> held, Path cache) {
    RunFolder run = RunFolder.openOrCreate(out, config, VqVaeRun.class);
    int rate = config.model().sampleRate();
    Sounds train = SoundCache.open(cache, trained, rate, "training sounds");
    Sounds validation = SoundCache.open(cache, held, rate, "validation sounds");
    warnOfShort(train, config.model().sampleLength(), rate);
    Bandwidth bandwidth = BandwidthFile.of(run, train, config.model(), config.training().seed());
    try (NDManager manager = NDManager.newBaseManager()) {
      train(
          run,
          config.training(),
          new VqVaeTask(manager, config, train, validation, bandwidth),
          Map.of());
    }
  }

  /** Trains the small image and sound pair. */
  public static void encoder(Path out, EncoderRun config, List<Item> items, Path cache) {
    List<Item> train = trainingItems(items);
    try (FolderLock lock = FolderLock.take(out, cache)) {
      encoder(out, config, train, split(items, "validation"), cache);
    }
  }

  private static void encoder(
      Path out, EncoderRun config, List<Item> train, List<Item> validation, Path cache) {
    RunFolder run = RunFolder.openOrCreate(out, config, EncoderRun.class);
    LogMelConfig audio = config.model().audio();
    int size = config.model().imageSize();
    Sounds trained = sounds(cache, train, audio);
    warnOfShort(trained, config.seconds() * audio.sampleRate(), audio.sampleRate());
    List<Example> examples = ExampleLoader.pairs(train, trained, audio, size, config.frames());
    List<Example> held =
        ExampleLoader.pairs(
            validation, sounds(cache, validation, audio), audio, size, config.frames());
    try (NDManager manager = NDManager.newBaseManager()) {
      train(run, config.training(), new EncoderTask(manager, config, examples, held), Map.of());
    }
  }

  /** Trains the small classifier of sounds, which scores those of the built-in data. */
  public static void classifier(Path out, ClassifierRun config, List<Item> items, Path cache) {
    List<Item> train = trainingItems(items);
    try (FolderLock lock = FolderLock.take(out, cache)) {
      classifier(out, config, train, split(items, "validation"), cache);
    }
  }

  private static void classifier(
      Path out, ClassifierRun config, List<Item> train, List<Item> validation, Path cache) {
    RunFolder run = RunFolder.openOrCreate(out, config, ClassifierRun.class);
    LogMelConfig audio = config.model().audio();
    Sounds trained = sounds(cache, train, audio);
    warnOfShort(trained, config.seconds() * audio.sampleRate(), audio.sampleRate());
    List<Example> examples = ExampleLoader.sounds(train, trained, audio);
    List<Example> held = ExampleLoader.sounds(validation, sounds(cache, validation, audio), audio);
    try (NDManager manager = NDManager.newBaseManager()) {
      train(run, config.training(), new ClassifierTask(manager, config, examples, held), Map.of());
    }
  }

  private static void warnOfShort(Sounds sounds, double window, int rate) {
    List<String> shorter =
        IntStream.range(0, sounds.count())
            .filter(i -> sounds.length(i) < window)
            .mapToObj(sounds::id)
            .toList();
    String length = String.format(Locale.ROOT, "%.3f s", window / rate);
    warnOfShort(shorter, sounds.count(), length, "silence follows them in it");
  }

  private static void warnOfShort(List<String> ids, int all, String window, String effect) {
    if (!ids.isEmpty()) {
      String text = " training sounds are shorter than %s, the model's window (%s)";
      String what = ids.size() + " of " + all + text.formatted(window, effect);
      LOG.warn(DataSet.some(what, ids));
    }
  }

  private static Sounds sounds(Path cache, List<Item> items, LogMelConfig audio) {
    return SoundCache.open(cache, items, audio.sampleRate(), "sounds");
  }

  /**
   * Trains Low or Up on features.
   *
   * @param codec run of the codec whose codes they are: samples are written with it; null: none are
   */
  public static void languageModel(Path out, LanguageModelRun config, Path features, Path codec) {
    languageModel(out, config, features, codec, false);
  }

  /**
   * The same.
   *
   * @param otherCodec whether samples may be written with another codec than the features'
   */
  public static void languageModel(
      Path out, LanguageModelRun config, Path features, Path codec, boolean otherCodec) {
    try (FolderLock lock = FolderLock.take(out)) {
      lockedLanguageModel(out, config, features, codec, otherCodec);
    }
  }

  private static void lockedLanguageModel(
      Path out, LanguageModelRun config, Path features, Path codec, boolean otherCodec) {
    RunFolder run = RunFolder.openOrCreate(out, config, LanguageModelRun.class);
    try (FeatureStore store = FeatureStore.open(features);
        NDManager manager = NDManager.newBaseManager();
        TrainingSamples samples = codec == null ? null : new TrainingSamples(store, codec)) {
      int rate = Integer.parseInt(store.codeIdentity().settings().get("sampleRate"));
      boolean up = config.model().level() == CodeLevel.UP;
      List<CodedClip> train = clips(store, "train", up);
      requireTraining(train, features.toString());
      int hop = config.model().hop();
      TrainingClips.of(
              train.stream()
                  .map(clip -> (up ? clip.up() : clip.low()).length * (double) hop / rate)
                  .toList(),
              Double.parseDouble(store.embeddingIdentity().settings().get("frameRate")))
          .write(out);
      List<CodedClip> validation = clips(store, "validation", up);
      if (validation.isEmpty()) {
        LOG.warn("{}: no validation items: training cannot tell whether it still gains", features);
      }
      int window = config.model().contextLength();
      List<String> shorter =
          train.stream()
              .filter(clip -> (up ? clip.up() : clip.low()).length < window)
              .map(CodedClip::id)
              .toList();
      warnOfShort(shorter, train.size(), window + " codes", "left out");
      TrainingTask task = new LanguageModelTask(manager, config, rate, train, validation, samples);
      Map<String, String> parents =
          new LinkedHashMap<>(
              ModelParents.of(store.codeIdentity().sha256(), store.embeddingIdentity().sha256()));
      if (codec != null) {
        String own = TrainedModels.sha256(codec);
        ModelParents.require(
                features.toString(),
                "codes of the VQ-VAE ",
                store.codeIdentity().sha256(),
                own,
                otherCodec)
            .forEach(other -> parents.put("other VQ-VAE of the samples", own));
      }
      train(run, config.training(), task, parents);
    }
  }

  private static List<CodedClip> clips(FeatureStore store, String split, boolean up) {
    return store.items(split).stream()
        .map(
            item ->
                new CodedClip(
                    item.id(),
                    item.label(),
                    store.codes(item.id(), CodeLevel.LOW),
                    up ? store.codes(item.id(), CodeLevel.UP) : null,
                    frames(store, item.id()),
                    store.views(item.id())))
        .toList();
  }

  /** An item's frames as models take them. */
  static FrameSequence frames(FeatureStore store, String id) {
    float[] times = store.times(id);
    double[] seconds = new double[times.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = times[i];
    }
    return new FrameSequence(store.frames(id), seconds);
  }

  private static void train(
      RunFolder run, TrainingConfig config, TrainingTask task, Map<String, String> parents) {
    Trainer trainer = new Trainer(run, config, task);
    trainer.requireSameData(); // A run that is refused keeps its provenance.
    if (run.isDone()) {
      return;
    }
    Provenance provenance =
        Provenance.here(task.dataHashes(), parents, config.seed(), Engines.threads());
    provenance.versions().put("djl", Engine.getDjlVersion());
    run.writeProvenance(provenance);
    trainer.run();
    run.writeProvenance(provenance.finish());
  }

  private static List<Item> trainingItems(List<Item> items) {
    List<Item> train = split(items, "train");
    requireTraining(train, "the data");
    return train;
  }

  private static void requireTraining(List<?> train, String where) {
    if (train.isEmpty()) {
      throw new UserError(
          where,
          "no items with a sound in the split 'train'",
          "something to train on",
          "See the splits with 'im2wav data scan'; a manifest names them in its column 'split'");
    }
  }

  private static List<Item> split(List<Item> items, String split) {
    return items.stream()
        .filter(item -> item.split().equals(split) && item.media() != null)
        .toList();
  }
}
