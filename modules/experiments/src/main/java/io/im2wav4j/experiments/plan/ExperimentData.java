package io.im2wav4j.experiments.plan;

import io.im2wav4j.core.config.Default;
import java.util.List;
import java.util.Optional;

/**
 * Which data an experiment is about. A name stands for a folder that the user gives, as {@code
 * --data NAME=DIR}.
 *
 * @param train a name, or a YAML of built-in scenes relative to the experiment's file
 * @param test name of the data set whose test items get sounds; without one, that of {@code train}
 * @param labels only test items of these labels count; empty: all
 * @param perLabel at most that many test items of each label, the first ones; 0: all
 * @param videos whether test items that have a video are given it instead of their picture
 * @param reference NAME/FOLDER of real sounds that the Frechet distance compares with; without one,
 *     the test items' own
 */
public record ExperimentData(
    String train,
    Optional<String> test,
    @Default("[]") List<String> labels,
    @Default("0") int perLabel,
    @Default("false") boolean videos,
    Optional<String> reference) {

  /** Checks the values. */
  public ExperimentData {
    if (train.isBlank()) {
      throw new IllegalArgumentException("train is empty; must name a data set");
    }
    if (perLabel < 0) {
      throw new IllegalArgumentException("perLabel is " + perLabel + "; must be at least 0");
    }
    labels = List.copyOf(labels);
  }

  /** Whether the training data are the built-in scenes. */
  public boolean scenes() {
    return train.endsWith(".yaml") || train.endsWith(".yml");
  }
}
