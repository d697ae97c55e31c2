package io.im2wav4j.core.result;

import io.im2wav4j.core.io.FixedOrder;
import java.util.List;
import java.util.Map;

/**
 * What was trained on what.
 *
 * @param name of the run, as "low"
 * @param model in words, as "Low language model, 4 layers of width 128"
 * @param data in words, as "scenes, 320 training items"
 * @param parameters how many are trained
 * @param steps optimiser steps
 * @param device it ran on
 * @param seconds wall-clock time
 * @param settings that matter, by name
 * @param hashes of inputs and of the weights made, by name
 * @param curves in the order to show
 * @param warnings of what a user of the model must know
 */
public record RunSummary(
    String name,
    String model,
    String data,
    long parameters,
    long steps,
    String device,
    double seconds,
    Map<String, String> settings,
    Map<String, String> hashes,
    List<Curve> curves,
    List<String> warnings) {

  /** Copies the collections. */
  public RunSummary {
    settings = FixedOrder.copy(settings);
    hashes = FixedOrder.copy(hashes);
    curves = List.copyOf(curves);
    warnings = List.copyOf(warnings);
  }
}
