package io.im2wav4j.training.vqvae;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.CodebookMetrics;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLoss;
import io.im2wav4j.models.vqvae.VqVaeOutput;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.training.BatchOrder;
import io.im2wav4j.training.StepResult;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.TrainingDataset;
import io.im2wav4j.training.TrainingTask;
import io.im2wav4j.training.sound.Sounds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Training of a VQ-VAE on random windows of sounds. The codebooks start from the first batch and
 * move after each batch's gradient, which saw them as they were, as in the reference.
 */
public final class VqVaeTask implements TrainingTask {
  private static final Logger LOG = LoggerFactory.getLogger(VqVaeTask.class);
  private static final int VALIDATION_WINDOWS = 32;
  private static final int SAMPLES = 4;

  private final NDManager manager;
  private final VqVaeConfig config;
  private final TrainingConfig training;
  private final Sounds validation;
  private final VqVae model;
  private final VqVaeLoss loss;
  private final SoundWindows windows;
  private final Map<String, String> hashes;
  private final CodebookWatch watch;

  /**
   * A fresh model.
   *
   * @param manager owner of the model
   * @param validation may be empty: then there is no validation and no sample
   * @param bandwidth of the training sounds
   */
  public VqVaeTask(
      NDManager manager, VqVaeRun run, Sounds train, Sounds validation, Bandwidth bandwidth) {
    this.manager = manager;
    this.config = run.model();
    this.training = run.training();
    this.validation = validation;
    this.model =
        new VqVae(new ParameterFactory(manager, Seeds.derive(training.seed(), "weights")), config);
    this.loss = new VqVaeLoss(manager, config, bandwidth);
    this.windows =
        new SoundWindows(
            train,
            config.sampleLength(),
            new BatchOrder(train.count(), training.batchSize(), training.seed()));
    this.watch = new CodebookWatch(config.codebookSize(), LOG::warn);
    this.hashes =
        new TreeMap<>(
            Map.of(
                "training sounds", train.sha256(),
                "validation sounds", validation.sha256(),
                "bandwidth", bandwidth.toString()));
  }

  @Override
  public String name() {
    return "vqvae";
  }

  @Override
  public Module model() {
    return model;
  }

  @Override
  public TrainingDataset dataset() {
    return windows;
  }

  @Override
  public StepResult step(Batch batch, long seed) {
    NDArray audio = batch.getData().head();
    Random random = new Random(Seeds.derive(seed, "codebook"));
    model.initialiseCodebooks(audio, random);
    VqVaeOutput output;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      output = model.forward(audio, loss);
      collector.backward(output.loss());
    }
    Map<CodeLevel, CodebookMetrics> codebooks = model.updateCodebooks(output, random);
    Map<String, Double> terms = new LinkedHashMap<>();
    for (CodeLevel level : config.levels()) {
      VqVaeOutput.LevelOutput made = output.levels().get(level);
      if (validation.count() == 0) {
        watch.add(level, codes(made));
      }
      put(terms, level, "reconstruction", made.reconstruction());
      put(terms, level, "spectral", made.spectral());
      put(terms, level, "multispectral", made.multispectral());
      put(terms, level, "logMel", made.logMel());
      put(terms, level, "commitment", made.quantized().commitment());
      terms.put(level + ".codesUsed", (double) codebooks.get(level).usage());
      terms.put(level + ".codeEntropy", codebooks.get(level).entropy());
    }
    return new StepResult(output.loss().getFloat(), terms);
  }

  private void put(Map<String, Double> terms, CodeLevel level, String name, NDArray value) {
    if (value != null) {
      terms.put(level + "." + name, (double) value.getFloat());
    }
  }

  /** Windows of validation sounds [N, T], the same ones each time. */
  private NDArray validationAudio(int from, int to) {
    long seed = Seeds.derive(training.seed(), "validation", from);
    float[][] audio = new float[to - from][];
    for (int i = 0; i < audio.length; i++) {
      SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "window", i));
      audio[i] = validation.window(from + i, config.sampleLength(), random);
    }
    return manager.create(audio);
  }

  @Override
  public Map<String, Double> validate() {
    int count = Math.min(VALIDATION_WINDOWS, validation.count());
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int from = 0; from < count; from += training.batchSize()) {
      int to = Math.min(count, from + training.batchSize());
      double share = (to - from) / (double) count;
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        VqVaeOutput output = model.forward(validationAudio(from, to), loss);
        sums.merge("loss", share * output.loss().getFloat(), Double::sum);
        for (CodeLevel level : config.levels()) {
          watch.add(level, codes(output.levels().get(level)));
          loss.measures(output.target(), output.levels().get(level).audio())
              .forEach((name, v) -> sums.merge(level + "." + name, share * v, Double::sum));
        }
      }
    }
    sums.putAll(watch.use());
    return sums;
  }

  /** The use of the codebooks by the batches trained on, where there is no validation. */
  @Override
  public Map<String, Double> sinceLastLine() {
    return validation.count() == 0 ? watch.use() : Map.of();
  }

  @Override
  public void finish() {
    watch.finish();
  }

  private static int[] codes(VqVaeOutput.LevelOutput made) {
    return made.quantized().codes().toType(DataType.INT32, false).toIntArray();
  }

  /** Held-out sounds and what each level makes of them. */
  @Override
  public void writeSamples(Path folder, long step) {
    int count = Math.min(SAMPLES, validation.count());
    for (int i = 0; i < count; i++) {
      NDArray audio = validationAudio(i, i + 1);
      String name = validation.id(i);
      write(folder.resolve(name + "-original.wav"), audio);
      for (CodeLevel level : config.levels()) {
        String file = String.format(Locale.ROOT, "%s-%s-step-%08d.wav", name, level, step);
        write(folder.resolve(file), model.decode(model.encode(audio, level), level));
      }
    }
  }

  private void write(Path file, NDArray audio) {
    WavFile.write(
        file, AudioClip.mono(audio.toFloatArray(), config.sampleRate()), WavFile.Encoding.PCM_16);
  }

  @Override
  public long unitsPerBatch() {
    return (long) training.batchSize() * config.sampleLength();
  }

  @Override
  public String unit() {
    return "samples";
  }

  @Override
  public Map<String, NDArray> extraState() {
    return model.codebookState();
  }

  @Override
  public void describe(Path run, Path weights) {
    TrainedModels.writeVqVae(run, config, weights);
  }

  @Override
  public Map<String, String> dataHashes() {
    return hashes;
  }
}
