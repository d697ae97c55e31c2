package io.im2wav4j.core.result;

import io.im2wav4j.core.io.FixedOrder;
import java.util.List;
import java.util.Map;

/**
 * What was measured of models themselves, without judging a sound: bits per code, codebook use.
 *
 * @param split of the items that were looked at
 * @param items how many there are
 * @param metrics in the order to show
 * @param warnings what a reader must know before believing a number
 * @param provenance inputs and their hashes, versions, machine
 */
public record ModelsResult(
    String split,
    int items,
    List<MetricResult> metrics,
    List<String> warnings,
    Map<String, String> provenance) {

  /** Copies the collections. */
  public ModelsResult {
    metrics = List.copyOf(metrics);
    warnings = List.copyOf(warnings);
    provenance = FixedOrder.copy(provenance);
  }
}
