package io.im2wav4j.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a line of metrics.jsonl and one of speed.jsonl every few steps: means since the line
 * before.
 */
final class StepLog {
  private final MetricsLog metrics;
  private final TrainingConfig config;
  private final TrainingTask task;
  private StepSum sum = new StepSum();
  private int steps;
  private long since = System.nanoTime();

  StepLog(MetricsLog metrics, TrainingConfig config, TrainingTask task) {
    this.metrics = metrics;
    this.config = config;
    this.task = task;
  }

  void step(long step, StepResult result, double gradientNorm, double learningRate) {
    sum.add(result);
    steps++;
    if (step % config.logEvery() != 0 && step != config.steps()) {
      return;
    }
    StepResult mean = sum.mean();
    double seconds = (System.nanoTime() - since) / 1e9;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.put("loss", mean.loss());
    line.putAll(mean.terms());
    line.putAll(task.sinceLastLine());
    line.put("gradientNorm", gradientNorm);
    line.put("learningRate", learningRate);
    double units = steps * config.gradientAccumulation() * task.unitsPerBatch();
    metrics.append(line, Map.of(task.unit() + "PerSecond", units / seconds));
    sum = new StepSum();
    steps = 0;
    since = System.nanoTime();
  }
}
