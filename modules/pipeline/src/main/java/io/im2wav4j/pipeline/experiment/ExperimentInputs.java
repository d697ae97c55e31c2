package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.weights.WeightStore;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the user gives beside the experiment's file.
 *
 * @param data folders of data sets by name
 * @param weights where published weights are
 */
public record ExperimentInputs(Map<String, Path> data, WeightStore weights) {

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
}
