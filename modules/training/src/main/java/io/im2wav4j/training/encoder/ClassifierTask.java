package io.im2wav4j.training.encoder;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.encoders.small.SmallBatches;
import io.im2wav4j.encoders.small.SmallClassifier;
import io.im2wav4j.encoders.small.SmallModelFiles;
import io.im2wav4j.encoders.small.SoundAugmentation;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.training.StepResult;
import io.im2wav4j.training.TrainingDataset;
import io.im2wav4j.training.TrainingTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Training of the small classifier of sounds. */
public final class ClassifierTask implements TrainingTask {
  private final NDManager manager;
  private final ClassifierRun run;
  private final List<Example> validation;
  private final List<String> labels;
  private final SmallClassifier model;
  private final AugmentedExamples dataset;
  private final Map<String, String> hashes;

  /**
   * A fresh classifier of the training examples' labels, in alphabetical order.
   *
   * @param manager owner of the model
   * @param validation may be empty: then there is no validation; labels that training has not are
   *     counted as wrong
   */
  public ClassifierTask(
      NDManager manager, ClassifierRun run, List<Example> train, List<Example> validation) {
    AugmentedExamples.requireAtLeast(1, train);
    this.manager = manager;
    this.run = run;
    this.validation = validation;
    this.labels = AugmentedExamples.labels(train);
    this.model =
        new SmallClassifier(
            new ParameterFactory(manager, Seeds.derive(run.training().seed(), "weights")),
            run.model(),
            labels.size());
    this.dataset =
        new AugmentedExamples(
            train, labels, SoundAugmentation.strong(), run.columns(), 0, run.training());
    this.hashes = new TreeMap<>(AugmentedExamples.hashes("training", train));
    this.hashes.putAll(AugmentedExamples.hashes("validation", validation));
  }

  @Override
  public String name() {
    return "classifier";
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
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = model.loss(batch.getData().head(), batch.getLabels().head());
      collector.backward(loss);
      return new StepResult(loss.getFloat(), Map.of());
    }
  }

  @Override
  public Map<String, Double> validate() {
    if (validation.isEmpty()) {
      return Map.of();
    }
    int right = 0;
    int batch = run.training().batchSize();
    for (int from = 0; from < validation.size(); from += batch) {
      List<Example> some = validation.subList(from, Math.min(validation.size(), from + batch));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray mels =
            SmallBatches.logMels(
                manager, some.stream().map(e -> e.sound().window(0, run.columns())).toList());
        long[] named = model.logits(model.features(mels)).argMax(1).toLongArray();
        for (int i = 0; i < named.length; i++) {
          right += named[i] == labels.indexOf(some.get(i).label()) ? 1 : 0;
        }
      }
    }
    return Map.of("accuracy", (double) right / validation.size());
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
    SmallModelFiles.writeClassifier(folder, run.model(), labels, weights);
  }

  @Override
  public Map<String, String> dataHashes() {
    return hashes;
  }
}
