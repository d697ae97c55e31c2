package io.im2wav4j.training.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.training.BatchOrder;
import io.im2wav4j.training.StepResult;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.TrainingTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
  private final double stillShare;
  private final PictureDraws pictures;
  private final CodedClips train;
  private final CodedClips validation;
  private final SampleWriter samples;
  private final LanguageModel model;
  private final LanguageModelGradient gradient;

  /** Numbers of the clips that are learned. */
  private final int[] learned;

  private final BatchOrder order;

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
    this.stillShare = run.stillShare();
    this.train = new CodedClips(config, sampleRate, train);
    this.validation = new CodedClips(config, sampleRate, validation);
    this.samples = samples;
    if (this.train.count() == 0) {
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
    this.pictures =
        new PictureDraws(
            this.train.clips(), run.pictures() == null ? TrainingPictures.OWN : run.pictures());
    this.learned = learned(this.train.clips(), run.clipsPerLabel());
    this.order =
        run.balanced()
            ? BatchOrder.balanced(
                Arrays.stream(learned).mapToObj(i -> this.train.clips().get(i).label()).toList(),
                training.batchSize(),
                training.seed())
            : new BatchOrder(learned.length, training.batchSize(), training.seed());
  }

  /** Numbers of the first {@code perLabel} clips of each label, of all where it is 0. */
  static int[] learned(List<CodedClip> clips, int perLabel) {
    Map<String, Integer> count = new HashMap<>();
    return IntStream.range(0, clips.size())
        .filter(
            i -> perLabel == 0 || count.merge(clips.get(i).label(), 1, Integer::sum) <= perLabel)
        .toArray();
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
  public StepResult step(long batch, long seed) {
    int[] which = Arrays.stream(order.batch(batch)).map(i -> learned[i]).toArray();
    int[] offsets = new int[which.length];
    List<ClipWindow> windows = new ArrayList<>();
    for (int i = 0; i < which.length; i++) {
      SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "window", i));
      offsets[i] = train.randomOffset(which[i], random);
      ClipWindow window = train.window(which[i], offsets[i], which[i]);
      boolean still = random.nextDouble() < stillShare;
      windows.add(
          still ? window.withPicture(pictures.draw(which[i], window.frames(), random)) : window);
    }
    ImageInput image =
        model.imageConditioner().trainingInput(manager, windows, Seeds.derive(seed, "conditions"));
    double bits = gradient.backward(batch(train, which, offsets, image), training.recompute());
    return new StepResult(bits, Map.of());
  }

  private LanguageModelBatch batch(CodedClips clips, int[] which, int[] offsets, ImageInput image) {
    int length = config.contextLength();
    int upperLength = config.upperContextLength();
    long[] codes = new long[which.length * length];
    long[] upper = new long[which.length * upperLength];
    for (int i = 0; i < which.length; i++) {
      clips.codes(which[i], offsets[i], codes, i * length);
      clips.upperCodes(which[i], offsets[i], upper, i * upperLength);
    }
    NDArray given =
        upperLength == 0 ? null : manager.create(upper, new Shape(which.length, upperLength));
    return new LanguageModelBatch(
        manager.create(codes, new Shape(which.length, length)), image, given);
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
      int n = Math.min(training.batchSize(), count - from);
      int[] which = new int[n];
      int[] offsets = new int[n];
      List<ClipWindow> windows = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        which[i] = from + i;
        offsets[i] =
            validation.randomOffset(
                which[i],
                new SplittableRandom(Seeds.derive(training.seed(), "validation", which[i])));
        windows.add(validation.window(which[i], offsets[i], (which[i] + shift) % count));
      }
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        ImageInput image = model.imageConditioner().input(manager, windows);
        sum += n * model.evaluate(batch(validation, which, offsets, image));
      }
    }
    return sum / count;
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
  public String dataIdentity() {
    return train.identity() + " " + validation.identity();
  }
}
