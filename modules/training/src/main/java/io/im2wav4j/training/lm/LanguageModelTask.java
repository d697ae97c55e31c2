package io.im2wav4j.training.lm;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.dataset.Batch;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.training.StepResult;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.TrainingDataset;
import io.im2wav4j.training.TrainingTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Training of Low (a model without a code conditioner) or Up on random windows of codes. A window
 * of Up begins where a low code begins.
 */
public final class LanguageModelTask implements TrainingTask {
  private static final int VALIDATION_WINDOWS = 64;

  private final NDManager manager;
  private final LanguageModelConfig config;
  private final TrainingConfig training;
  private final CodedClips validation;
  private final SampleWriter samples;
  private final LanguageModel model;
  private final LanguageModelGradient gradient;
  private final CodeWindows windows;
  private final Map<String, String> hashes = new TreeMap<>();

  /**
   * A fresh model. Clips shorter than a window are left out.
   *
   * @param manager owner of the model
   * @param sampleRate of the sounds that the codes stand for
   * @param validation may be empty: then there is no validation
   * @param samples may be null: then none are written
   * @throws UserError where no clip is long enough, or codes or embeddings do not fit the model
   */
  public LanguageModelTask(
      NDManager manager,
      LanguageModelRun run,
      int sampleRate,
      List<CodedClip> train,
      List<CodedClip> validation,
      SampleWriter samples) {
    this.manager = manager;
    this.config = run.model();
    this.training = run.training();
    this.validation = new CodedClips(config, sampleRate, validation);
    this.samples = samples;
    CodedClips clips = new CodedClips(config, sampleRate, train);
    if (clips.count() == 0) {
      throw new UserError(
          "training clips",
          train.size() + " clips, none of " + config.contextLength() + " codes or more",
          "clips at least as long as the model's window",
          "Lower model.contextLength or use longer clips");
    }
    this.model =
        new LanguageModel(
            config, new ParameterFactory(manager, Seeds.derive(training.seed(), "weights")));
    this.gradient = GradientEngine.of(model).open(model);
    this.windows = new CodeWindows(clips, model.imageConditioner(), run);
    this.hashes.put("sample rate", String.valueOf(sampleRate));
    this.hashes.putAll(clips.hashes("training"));
    this.hashes.putAll(this.validation.hashes("validation"));
  }

  @Override
  public String name() {
    return config.level().toString();
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
    LanguageModelBatch read = WindowBatchifier.batch(batch.getData());
    ImageInput image =
        model
            .imageConditioner()
            .withDropout(manager, read.image(), Seeds.derive(seed, "conditions"));
    double bits =
        gradient.backward(
            new LanguageModelBatch(read.codes(), image, read.upperCodes()), training.recompute());
    return new StepResult(bits, Map.of());
  }

  /**
   * Bits per code with each clip's own pictures and, to show what they are worth, with those of
   * another clip.
   */
  @Override
  public Map<String, Double> validate() {
    int count = Math.min(VALIDATION_WINDOWS, validation.count());
    Map<String, Double> measures = new LinkedHashMap<>();
    if (count > 0) {
      measures.put("bitsPerCode", bitsPerCode(count, 0));
    }
    if (count > 1) {
      // Half the list away: neighbours are often of one kind.
      measures.put("bitsPerCodeWrongImage", bitsPerCode(count, count / 2));
    }
    return measures;
  }

  private double bitsPerCode(int count, int shift) {
    double sum = 0;
    for (int from = 0; from < count; from += training.batchSize()) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDList[] examples =
            IntStream.range(from, Math.min(count, from + training.batchSize()))
                .mapToObj(clip -> validationExample(clip, (clip + shift) % count))
                .toArray(NDList[]::new);
        NDList batch = new WindowBatchifier().batchify(examples);
        sum += examples.length * model.evaluate(WindowBatchifier.batch(batch));
      }
    }
    return sum / count;
  }

  private NDList validationExample(int clip, int pictured) {
    long seed = Seeds.derive(training.seed(), "validation", clip);
    int offset = validation.randomOffset(clip, new SplittableRandom(seed));
    return validation.example(
        manager, model.imageConditioner(), clip, offset, validation.window(clip, offset, pictured));
  }

  @Override
  public void writeSamples(Path folder, long step) {
    if (samples != null) {
      samples.write(model, folder, step);
    }
  }

  @Override
  public long unitsPerBatch() {
    return (long) training.batchSize() * config.contextLength();
  }

  @Override
  public String unit() {
    return "codes";
  }

  @Override
  public void describe(Path run, Path weights) {
    TrainedModels.writeLanguageModel(run, config, weights);
  }

  @Override
  public Map<String, String> dataHashes() {
    return hashes;
  }
}
