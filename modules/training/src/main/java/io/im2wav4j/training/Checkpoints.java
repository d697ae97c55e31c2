package io.im2wav4j.training;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.optim.AdamW;
import io.im2wav4j.nn.optim.ParameterAverage;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes and reads a run's checkpoints: weights.safetensors, ema.safetensors, optimizer.safetensors
 * (moments under {@code adam.}, the task's own state under {@code task.}) and state.json, in a
 * folder that appears whole or not at all.
 */
final class Checkpoints {
  private static final String WEIGHTS = "weights.safetensors";
  private static final String AVERAGE = "ema.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String STATE = "state.json";
  private static final String ADAM = "adam.";
  private static final String TASK = "task.";

  private final RunFolder run;
  private final TrainingTask task;
  private final AdamW adam;
  private final ParameterAverage average;

  Checkpoints(RunFolder run, TrainingTask task, AdamW adam, ParameterAverage average) {
    this.run = run;
    this.task = task;
    this.adam = adam;
    this.average = average;
  }

  /** Writes one, points the model's description at it and deletes old ones. */
  void write(CheckpointState state, int keep) {
    Path target = run.checkpoint(state.step());
    if (!Files.isDirectory(target)) {
      run.force(); // The lines up to here must not be lost behind it.
      AtomicFiles.writeFolder(
          target,
          folder -> {
            SafetensorsWriter.write(folder.resolve(WEIGHTS), views(task.model().state()), Map.of());
            SafetensorsWriter.write(folder.resolve(AVERAGE), views(average.state()), Map.of());
            SafetensorsWriter.write(folder.resolve(OPTIMIZER), optimizer(), Map.of());
            Json.write(folder.resolve(STATE), state);
            CheckpointFiles.note(folder);
          });
    }
    task.describe(run.path(), target.resolve(AVERAGE));
    run.prune(keep);
  }

  private Map<String, Tensor> optimizer() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    adam.state().forEach((name, tensor) -> all.put(ADAM + name, tensor));
    views(task.extraState()).forEach((name, tensor) -> all.put(TASK + name, tensor));
    return all;
  }

  private static Map<String, Tensor> views(Map<String, NDArray> arrays) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    arrays.forEach((name, array) -> all.put(name, Weights.view(array)));
    return all;
  }

  /** Takes everything back from a checkpoint of this run. */
  CheckpointState read(Path folder, long seed) {
    CheckpointFiles.check(folder);
    CheckpointState state = Json.read(folder.resolve(STATE), CheckpointState.class);
    if (state.seed() != seed) {
      throw new UserError(
          folder.toString(),
          "a checkpoint of seed " + state.seed(),
          "seed " + seed,
          "Give the same seed again, or choose another --out");
    }
    Weights.load(task.model(), folder.resolve(WEIGHTS));
    average.load(folder.resolve(AVERAGE));
    Path file = folder.resolve(OPTIMIZER);
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      adam.load(file.toString(), part(reader, ADAM));
      Map<String, Tensor> own = part(reader, TASK);
      task.extraState()
          .forEach(
              (name, array) -> {
                Tensor tensor = own.get(name);
                if (tensor == null || tensor.size() != array.size()) {
                  throw new UserError(
                      file.toString(),
                      tensor == null ? "no tensor " + TASK + name : TASK + name + " misshapen",
                      TASK + name + " of shape " + array.getShape(),
                      "Use the checkpoint of a run with this configuration");
                }
                Weights.copy(tensor, array);
              });
    }
    return state;
  }

  /**
   * Refuses a checkpoint of other data. Of a finished run that is imported, or of a version that
   * noted no data, nothing is known: it is left as it is.
   */
  static void requireSameData(Path folder, Map<String, String> now, boolean finished) {
    Path state = folder.resolve(STATE);
    if (Files.exists(state)) {
      CheckpointFiles.sha256(state);
    }
    Map<String, String> before =
        finished && !Files.exists(state)
            ? Map.of()
            : Json.read(state, CheckpointState.class).dataHashes();
    if (finished && before.isEmpty()) {
      return;
    }
    List<String> different =
        Stream.concat(before.keySet().stream(), now.keySet().stream())
            .distinct()
            .filter(name -> !Objects.equals(before.get(name), now.get(name)))
            .map(name -> name + " (was " + before.get(name) + ", is " + now.get(name) + ")")
            .toList();
    if (!different.isEmpty()) {
      throw new UserError(
          folder.toString(),
          "a checkpoint of training on other data: " + String.join(", ", different),
          "the data that it was trained on",
          "Give the same data again, or choose another --out");
    }
  }

  private static Map<String, Tensor> part(SafetensorsReader reader, String prefix) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : reader.names()) {
      if (name.startsWith(prefix)) {
        all.put(name.substring(prefix.length()), reader.get(name));
      }
    }
    return all;
  }
}
