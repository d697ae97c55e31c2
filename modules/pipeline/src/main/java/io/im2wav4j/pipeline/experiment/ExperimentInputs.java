package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.weights.WeightStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the user gives beside the experiment's file.
 *
 * @param data folders of data sets by name
 * @param demo output folder of 'im2wav demo', whose runs serve where they are what is wanted; or
 *     null
 * @param weights where published weights are
 */
public record ExperimentInputs(Map<String, Path> data, Path demo, WeightStore weights) {

  /** The folder of a data set. */
  Path data(String name) {
    Path folder = data.get(name);
    if (folder == null) {
      throw new UsageError(
          "data set '" + name + "'",
          "no folder for it",
          "--data " + name + "=DIR",
          "datasets/" + name + "/README.md says how to get it, where there is one");
    }
    return folder;
  }

  /** What the demo made under that name. */
  Optional<Path> ofDemo(String name) {
    return Optional.ofNullable(demo).map(folder -> folder.resolve(name));
  }
}
