package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.experiments.stage.Output;
import io.im2wav4j.models.ModelKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * What 'im2wav demo' has made. A run of it serves where its configuration is the wanted one and all
 * that it was made from is the demo's own, for the demo trains on nothing else.
 *
 * @param folder the demo's output; null: there is none
 */
record DemoRuns(Path folder) {
  /** A finished training run. */
  <T extends Record> Optional<Path> run(
      ModelKind model, T config, Class<T> type, Collection<Output> inputs) {
    if (!own(inputs)) {
      return Optional.empty();
    }
    Path run = folder.resolve("runs").resolve(model.toString());
    if (!Files.exists(run.resolve("resolved.yaml"))) {
      return Optional.empty();
    }
    RunFolder found = RunFolder.open(run);
    return found.isDone() && found.config(type).equals(config)
        ? Optional.of(run)
        : Optional.empty();
  }

  /** Whether all of these are the demo's. */
  boolean own(Collection<Output> inputs) {
    return folder != null && inputs.stream().allMatch(input -> input.path().startsWith(folder));
  }
}
