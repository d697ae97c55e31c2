package io.im2wav4j.nn.optim;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.Map;

/** Gives parameters the gradients that a test wants, through a real backward pass. */
final class GivenGradients {
  private GivenGradients() {}

  /** Adds these gradients to the parameters of the same names. */
  static void add(Map<String, NDArray> parameters, Map<String, NDArray> gradients) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = null;
      for (Map.Entry<String, NDArray> e : gradients.entrySet()) {
        NDArray term = e.getValue().mul(parameters.get(e.getKey())).sum();
        loss = loss == null ? term : loss.add(term);
      }
      collector.backward(loss);
    }
  }
}
