package io.im2wav4j.training;

import io.im2wav4j.core.io.FixedOrder;
import java.util.Map;

/**
 * What one forward and backward pass found.
 *
 * @param loss what is minimised
 * @param terms its parts and whatever else is worth a curve, by name
 */
public record StepResult(double loss, Map<String, Double> terms) {

  /** Copies the terms. */
  public StepResult {
    terms = FixedOrder.copy(terms);
  }
}
