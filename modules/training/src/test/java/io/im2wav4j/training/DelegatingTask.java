package io.im2wav4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import io.im2wav4j.nn.layer.Module;
import java.nio.file.Path;
import java.util.Map;

/** Another task, for tests that change one thing about it. */
class DelegatingTask implements TrainingTask {
  private final TrainingTask task;

  DelegatingTask(TrainingTask task) {
    this.task = task;
  }

  @Override
  public TrainingDataset dataset() {
    return task.dataset();
  }

  @Override
  public StepResult step(Batch batch, long seed) {
    return task.step(batch, seed);
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public Module model() {
    return task.model();
  }

  @Override
  public Map<String, Double> validate() {
    return task.validate();
  }

  @Override
  public Map<String, Double> sinceLastLine() {
    return task.sinceLastLine();
  }

  @Override
  public void finish() {
    task.finish();
  }

  @Override
  public long unitsPerBatch() {
    return task.unitsPerBatch();
  }

  @Override
  public String unit() {
    return task.unit();
  }

  @Override
  public Map<String, NDArray> extraState() {
    return task.extraState();
  }

  @Override
  public void writeSamples(Path folder, long step) {
    task.writeSamples(folder, step);
  }

  @Override
  public void describe(Path run, Path weights) {
    task.describe(run, weights);
  }

  @Override
  public Map<String, String> dataHashes() {
    return task.dataHashes();
  }
}
