package io.im2wav4j.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up the numbers of passes or steps and gives their mean. */
final class StepSum {
  private double loss;
  private final Map<String, Double> terms = new LinkedHashMap<>();
  private int count;

  void add(StepResult result) {
    loss += result.loss();
    result.terms().forEach((name, value) -> terms.merge(name, value, Double::sum));
    count++;
  }

  StepResult mean() {
    Map<String, Double> means = new LinkedHashMap<>();
    terms.forEach((name, sum) -> means.put(name, sum / count));
    return new StepResult(loss / count, means);
  }
}
