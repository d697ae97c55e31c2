package io.im2wav4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.Batch;
import io.im2wav4j.nn.layer.Module;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the {@link Trainer} needs to know of a model and its data. All that is random in it comes
 * from the seeds it is given: no generator is carried from step to step, so a resumed run needs
 * none.
 */
public interface TrainingTask {
  /** One word, as "vqvae": for progress and messages. */
  String name();

  /** The model, with its first weights; parameters on the CPU. */
  Module model();

  /** What it is trained on, in the order in which it is drawn. */
  TrainingDataset dataset();

  /**
   * Adds the gradients of one batch to the model's. Arrays made inside are closed after it.
   *
   * @param batch of the dataset
   * @param seed of this batch
   */
  StepResult step(Batch batch, long seed);

  /**
   * How good the model is on held-out items, by the name of the measure. Called without gradients
   * while the model holds the averaged weights.
   */
  Map<String, Double> validate();

  /** How many codes, samples or items a batch has, for the speed; named by {@link #unit()}. */
  long unitsPerBatch();

  /** What {@link #unitsPerBatch()} counts, as "codes". */
  String unit();

  /** State beside weights that a checkpoint must hold; live arrays, loaded in place. */
  default Map<String, NDArray> extraState() {
    return Map.of();
  }

  /** What a line of the log tells beside means: measured over the steps since the line before. */
  default Map<String, Double> sinceLastLine() {
    return Map.of();
  }

  /** Called when the last step is done. */
  default void finish() {}

  /** Writes examples of what the model does now. Called as {@link #validate()} is. */
  default void writeSamples(Path folder, long step) {}

  /**
   * Writes beside the run's checkpoints what a user of the model needs to open it.
   *
   * @param run the run's folder
   * @param weights the newest averaged weights, inside it
   */
  void describe(Path run, Path weights);

  /**
   * Hashes of the content of all data, by what they are hashes of: a checkpoint of other data is
   * refused and the difference named.
   */
  Map<String, String> dataHashes();
}
