package io.im2wav4j.training;

import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.training.tensorboard.EventLog;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lines of metrics.jsonl and speed.jsonl, and the same as TensorBoard's events. */
final class MetricsLog {
  private final RunFolder run;
  private final EventLog events;

  /** Drops what is after {@code step}: it belongs to work that is about to be done again. */
  MetricsLog(RunFolder run, long step) {
    this.run = run;
    run.truncateMetrics(step);
    this.events = EventLog.after(step, run.path(), Clock.systemUTC());
  }

  void append(Map<String, Object> line) {
    run.appendMetrics(line);
    events.add(line);
  }

  /** A line of values, and one of how fast they came. */
  void append(Map<String, Object> line, Map<String, Object> speed) {
    run.appendSpeed(with(line.get("step"), speed)); // first: who reads a line finds its speed
    run.appendMetrics(line);
    Map<String, Object> all = FixedOrder.copy(line);
    all.putAll(speed);
    events.add(all);
  }

  private static Map<String, Object> with(Object step, Map<String, Object> values) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.putAll(values);
    return line;
  }

  /** The sounds that were written at a step. */
  void sounds(long step) {
    events.addSounds(run.samples(), step);
  }
}
