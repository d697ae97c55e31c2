package io.im2wav4j.core.result;

import java.util.List;

/**
 * How often an item of one class was predicted as another.
 *
 * @param labels true classes: the rows
 * @param predictions predicted classes: the columns
 * @param counts [labels][predictions]
 */
public record ConfusionMatrix(
    List<String> labels, List<String> predictions, List<List<Integer>> counts) {

  /** Checks the sizes. */
  public ConfusionMatrix {
    labels = List.copyOf(labels);
    predictions = List.copyOf(predictions);
    counts = counts.stream().map(List::copyOf).toList();
    if (counts.size() != labels.size()) {
      throw new IllegalArgumentException(labels.size() + " labels, " + counts.size() + " rows");
    }
    for (List<Integer> row : counts) {
      if (row.size() != predictions.size()) {
        throw new IllegalArgumentException(
            predictions.size() + " predictions, a row of " + row.size());
      }
    }
  }
}
