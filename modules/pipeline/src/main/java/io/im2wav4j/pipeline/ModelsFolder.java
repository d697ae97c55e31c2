package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.models.ModelKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Training runs that belong together.
 *
 * @param root the folder that has them under the names of {@link ModelKind}
 * @param elsewhere runs that lie in other folders
 */
public record ModelsFolder(Path root, Map<ModelKind, Path> elsewhere) {
  /** Runs of one folder. */
  public ModelsFolder(Path root) {
    this(root, Map.of());
  }

  /** The run of one model; it need not exist yet. */
  public Path run(ModelKind model) {
    return elsewhere.getOrDefault(model, root.resolve(model.toString()));
  }

  /** Whether the model has at least one checkpoint. */
  public boolean has(ModelKind model) {
    return Files.exists(run(model).resolve("resolved.yaml"))
        && RunFolder.open(run(model)).latestCheckpoint().isPresent();
  }

  /** The run of a model that must have been trained. */
  public Path trained(ModelKind model) {
    if (!has(model)) {
      throw new UserError(
          run(model).toString(),
          "no trained model",
          "the run of 'im2wav train " + model + "'",
          "Train it first with --out " + run(model) + ", or name another folder with --models");
    }
    return run(model);
  }
}
