package io.im2wav4j.core.result;

import java.util.List;

/**
 * What one system scored on the items of one class.
 *
 * @param label the class
 * @param items how many of its items were scored
 * @param metrics in the order to show
 */
public record ClassResult(String label, int items, List<MetricResult> metrics) {

  /** Copies the list. */
  public ClassResult {
    metrics = List.copyOf(metrics);
  }
}
