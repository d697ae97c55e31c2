package io.im2wav4j.report.chart;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.report.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;

/**
 * Values side by side with their intervals.
 *
 * @param name of the chart
 * @param unit of the values, as "%"; may be empty
 * @param direction which values are better
 * @param bars from top to bottom
 * @param reference a value to draw a line at, as chance, or null
 */
public record BarChart(
    String name, String unit, Direction direction, List<Bar> bars, ReferenceLine reference)
    implements Chart {

  /** Copies the list. */
  public BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param name beside it
   * @param value its length and its whisker
   * @param bound whether it only bounds the others, as the true sounds do: it is drawn paler
   */
  public record Bar(String name, Interval value, boolean bound) {}

  /** One metric of all systems that have it. */
  public static BarChart ofMetric(
      String name, EvaluationResult result, String metric, ReferenceLine reference) {
    List<Bar> bars = new ArrayList<>();
    String unit = "";
    Direction direction = Direction.NEITHER;
    for (var system : result.systems()) {
      MetricResult value = system.metric(metric).orElse(null);
      if (value != null && Double.isFinite(value.value().estimate())) {
        bars.add(new Bar(system.name(), value.value(), false));
        unit = value.unit();
        direction = value.direction();
      }
    }
    return new BarChart(name, unit, direction, bars, reference);
  }

  @Override
  public String description() {
    return name
        + ": "
        + bars.stream()
            .map(b -> b.name() + " " + Numbers.withUnit(b.value().estimate(), unit))
            .collect(Collectors.joining(", "));
  }

  @Override
  public int width() {
    return BarPlot.WIDTH;
  }

  @Override
  public int height() {
    return BarPlot.height(this);
  }

  @Override
  public JFreeChart plot(Palette palette, Lettering letters) {
    return BarPlot.of(this, palette, letters);
  }

  @Override
  public List<String> header() {
    return List.of("name", "estimate", "low", "high", "level");
  }

  @Override
  public List<List<String>> rows() {
    return bars.stream()
        .map(
            b ->
                List.of(
                    b.name(),
                    Numbers.exact(b.value().estimate()),
                    Numbers.exact(b.value().low()),
                    Numbers.exact(b.value().high()),
                    Numbers.exact(b.value().level())))
        .toList();
  }
}
