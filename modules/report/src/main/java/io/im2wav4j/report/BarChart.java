package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Values side by side with their intervals.
 *
 * @param name of the chart and, made plain, of its CSV
 * @param unit of the values, as "%"; may be empty
 * @param bars from top to bottom
 * @param reference a value to draw a line at, as chance, or null
 * @param referenceName what the line is
 */
public record BarChart(
    String name, String unit, List<Bar> bars, Double reference, String referenceName) {

  /** Copies the list. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param name beside it
   * @param value its length and its whisker
   */
  public record Bar(String name, Interval value) {}

  /** One metric of all systems that have it. */
  public static BarChart ofMetric(
      String name, EvaluationResult result, String metric, Double reference, String referenceName) {
    List<Bar> bars = new ArrayList<>();
    String unit = "";
    for (var system : result.systems()) {
      MetricResult value = system.metric(metric).orElse(null);
      if (value != null) {
        bars.add(new Bar(system.name(), value.value()));
        unit = value.unit();
      }
    }
    return new BarChart(name, unit, bars, reference, referenceName);
  }
}
