package io.im2wav4j.training.encoder;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.encoders.layer.FloatRows;
import io.im2wav4j.encoders.small.ContrastivePair;
import io.im2wav4j.encoders.small.LogMel;
import io.im2wav4j.encoders.small.SmallBatches;
import io.im2wav4j.encoders.small.SmallModelFiles;
import io.im2wav4j.encoders.small.SoundAugmentation;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.training.StepResult;
import io.im2wav4j.training.TrainingDataset;
import io.im2wav4j.training.TrainingTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Training of the small CLIP-style pair: pictures and sounds of items should find each other. */
public final class EncoderTask implements TrainingTask {
  private static final int VALIDATION_EXAMPLES = 256;

  private final NDManager manager;
  private final EncoderRun run;
  private final List<Example> validation;
  private final ContrastivePair model;
  private final AugmentedExamples dataset;
  private final Map<String, String> hashes;

  /**
   * A fresh pair.
   *
   * @param manager owner of the model
   * @param validation may be empty: then there is no validation
   */
  public EncoderTask(
      NDManager manager, EncoderRun run, List<Example> train, List<Example> validation) {
    AugmentedExamples.requireAtLeast(2, train);
    this.manager = manager;
    this.run = run;
    this.validation = validation.subList(0, Math.min(VALIDATION_EXAMPLES, validation.size()));
    this.model =
        new ContrastivePair(
            new ParameterFactory(manager, Seeds.derive(run.training().seed(), "weights")),
            run.model());
    this.dataset =
        new AugmentedExamples(
            train,
            AugmentedExamples.labels(train),
            SoundAugmentation.gentle(),
            run.columns(),
            run.model().imageSize(),
            run.training());
    this.hashes = new TreeMap<>(AugmentedExamples.hashes("training", train));
    this.hashes.putAll(AugmentedExamples.hashes("validation", this.validation));
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
  public TrainingDataset dataset() {
    return dataset;
  }

  @Override
  public StepResult step(Batch batch, long seed) {
    NDArray sounds = batch.getData().get(0);
    NDArray pictures = batch.getData().get(1);
    NDArray labels = batch.getLabels().head();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss =
          run.sharedWithinLabel() == 0
              ? model.loss(pictures, sounds)
              : model.loss(pictures, sounds, labels, (float) run.sharedWithinLabel());
      collector.backward(loss);
      return new StepResult(loss.getFloat(), Map.of());
    }
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
  public Map<String, String> dataHashes() {
    return hashes;
  }
}
