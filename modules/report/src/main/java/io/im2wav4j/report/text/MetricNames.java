package io.im2wav4j.report.text;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of metrics, as "accuracy (YAMNet)": what is measured, and in brackets with what. */
public final class MetricNames {
  private MetricNames() {}

  /** All metrics that any of the systems has, in order, with one result of each. */
  public static Map<String, MetricResult> of(List<SystemResult> systems) {
    Map<String, MetricResult> names = new LinkedHashMap<>();
    for (SystemResult system : systems) {
      system.metrics().forEach(m -> names.putIfAbsent(m.name(), m));
    }
    return names;
  }

  /** The unit of a metric; empty where nobody has it. */
  public static String unit(EvaluationResult result, String metric) {
    MetricResult sample = of(result.systems()).get(metric);
    return sample == null ? "" : sample.unit();
  }

  /** What is measured: "accuracy". */
  public static String plain(String metric) {
    int network = metric.indexOf(" (");
    return network < 0 ? metric : metric.substring(0, network);
  }

  /** What it is measured with: "(YAMNet)", or empty. */
  public static String network(String metric) {
    int network = metric.indexOf(" (");
    return network < 0 ? "" : metric.substring(network + 1);
  }

  /** As "higher is better"; empty where neither is. */
  public static String direction(Direction direction) {
    return switch (direction) {
      case HIGHER -> "higher is better";
      case LOWER -> "lower is better";
      case NEITHER -> "";
    };
  }

  /** As " \u2191"; empty where neither direction is better. */
  public static String arrow(Direction direction) {
    return switch (direction) {
      case HIGHER -> " \u2191";
      case LOWER -> " \u2193";
      case NEITHER -> "";
    };
  }
}
