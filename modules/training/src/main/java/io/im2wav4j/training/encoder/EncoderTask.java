package io.im2wav4j.training.encoder;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.encoders.layer.FloatRows;
import io.im2wav4j.encoders.small.ContrastivePair;
import io.im2wav4j.encoders.small.ImageAugmentation;
import io.im2wav4j.encoders.small.LogMel;
import io.im2wav4j.encoders.small.SmallBatches;
import io.im2wav4j.encoders.small.SmallModelFiles;
import io.im2wav4j.encoders.small.SoundAugmentation;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.training.BatchOrder;
import io.im2wav4j.training.StepResult;
import io.im2wav4j.training.TrainingTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Training of the small CLIP-style pair: pictures and sounds of items should find each other. */
public final class EncoderTask implements TrainingTask {
  private static final int VALIDATION_EXAMPLES = 256;

  private final NDManager manager;
  private final EncoderRun run;
  private final List<Example> train;
  private final List<Example> validation;
  private final ContrastivePair model;
  private final List<String> labels;
  private final BatchOrder order;
  private final String identity;

  /**
   * A fresh pair.
   *
   * @param manager owner of the model
   * @param validation may be empty: then there is no validation
   */
  public EncoderTask(
      NDManager manager, EncoderRun run, List<Example> train, List<Example> validation) {
    Examples.atLeast(2, train);
    this.manager = manager;
    this.run = run;
    this.train = train;
    this.validation = validation.subList(0, Math.min(VALIDATION_EXAMPLES, validation.size()));
    this.model =
        new ContrastivePair(
            new ParameterFactory(manager, Seeds.derive(run.training().seed(), "weights")),
            run.model());
    this.labels = train.stream().map(Example::label).distinct().sorted().toList();
    this.order = new BatchOrder(train.size(), run.training().batchSize(), run.training().seed());
    this.identity = Examples.identity(train) + " " + Examples.identity(this.validation);
  }

  @Override
  public String name() {
    return "encoder";
  }

  @Override
  public Module model() {
    return model;
  }

  @Override
  public StepResult step(long batch, long seed) {
    int size = run.model().imageSize();
    int[] which = order.batch(batch);
    float[][] pictures = new float[which.length][];
    LogMel[] sounds = new LogMel[which.length];
    IntStream.range(0, which.length)
        .parallel()
        .forEach(
            i -> {
              Example example = train.get(which[i]);
              SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "augment", i));
              float[] planes = example.pictures().get(random.nextInt(example.pictures().size()));
              pictures[i] = ImageAugmentation.standard().apply(planes, size, random);
              sounds[i] = SoundAugmentation.gentle().apply(example.sound(), run.columns(), random);
            });
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray images = SmallBatches.images(manager, List.of(pictures), size);
      NDArray logMels = SmallBatches.logMels(manager, List.of(sounds));
      NDArray loss =
          run.sharedWithinLabel() == 0
              ? model.loss(images, logMels)
              : model.loss(images, logMels, kinds(which), (float) run.sharedWithinLabel());
      collector.backward(loss);
      return new StepResult(loss.getFloat(), Map.of());
    }
  }

  /** Numbers of the batch's labels; only whether they are equal counts. */
  private NDArray kinds(int[] which) {
    long[] kinds = new long[which.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = labels.indexOf(train.get(which[i]).label());
    }
    return manager.create(kinds);
  }

  /**
   * How often the sound nearest to a picture is its own, and how often one of its kind; the same
   * from sound to picture.
   */
  @Override
  public Map<String, Double> validate() {
    Map<String, Double> measures = new LinkedHashMap<>();
    int n = validation.size();
    if (n < 2) {
      return measures;
    }
    float[][] pictures = new float[n][];
    float[][] sounds = new float[n][];
    int batch = run.training().batchSize();
    for (int from = 0; from < n; from += batch) {
      List<Example> some = validation.subList(from, Math.min(n, from + batch));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        List<float[]> planes = some.stream().map(e -> e.pictures().get(0)).toList();
        List<LogMel> mels = some.stream().map(e -> e.sound().window(0, run.columns())).toList();
        FloatRows.copy(
            model.image().forward(SmallBatches.images(manager, planes, run.model().imageSize())),
            pictures,
            from);
        FloatRows.copy(model.audio().forward(SmallBatches.logMels(manager, mels)), sounds, from);
      }
    }
    retrieval(measures, "imageToSound", pictures, sounds);
    retrieval(measures, "soundToImage", sounds, pictures);
    return measures;
  }

  private void retrieval(
      Map<String, Double> measures, String way, float[][] queries, float[][] targets) {
    int items = 0;
    int kinds = 0;
    for (int i = 0; i < queries.length; i++) {
      int found = nearest(queries[i], targets);
      items += found == i ? 1 : 0;
      kinds += validation.get(found).label().equals(validation.get(i).label()) ? 1 : 0;
    }
    measures.put(way + ".itemAccuracy", (double) items / queries.length);
    measures.put(way + ".kindAccuracy", (double) kinds / queries.length);
  }

  private static int nearest(float[] query, float[][] targets) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < targets.length; t++) {
      double cosine = 0;
      for (int k = 0; k < query.length; k++) {
        cosine += (double) query[k] * targets[t][k];
      }
      if (cosine > highest) {
        highest = cosine;
        best = t;
      }
    }
    return best;
  }

  @Override
  public long unitsPerBatch() {
    return run.training().batchSize();
  }

  @Override
  public String unit() {
    return "items";
  }

  @Override
  public void describe(Path folder, Path weights) {
    SmallModelFiles.writePair(folder, run.model(), weights);
  }

  @Override
  public String dataIdentity() {
    return identity;
  }
}
