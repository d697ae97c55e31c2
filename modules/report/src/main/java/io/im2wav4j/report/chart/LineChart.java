package io.im2wav4j.report.chart;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.report.text.Numbers;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;

/**
 * A metric over a setting that is a number, with intervals.
 *
 * @param name of the chart
 * @param setting what varies
 * @param unit of the values, as "%"; may be empty
 * @param direction which values are better
 * @param points in rising order of the setting
 * @param references values to compare with
 */
public record LineChart(
    String name,
    String setting,
    String unit,
    Direction direction,
    List<Point> points,
    List<ReferenceLine> references)
    implements Chart {

  /** Copies the lists. */
  public LineChart {
    points = List.copyOf(points);
    references = List.copyOf(references);
  }

  /**
   * One value.
   *
   * @param x the setting's value
   * @param name of the variant
   * @param value and its interval
   */
  public record Point(double x, String name, Interval value) {}

  @Override
  public String description() {
    return name
        + " by "
        + setting
        + ": "
        + points.stream()
            .map(p -> Numbers.withUnit(p.value().estimate(), unit) + " at " + Numbers.exact(p.x()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public int width() {
    return LinePlot.WIDTH;
  }

  @Override
  public int height() {
    return LinePlot.height(this);
  }

  @Override
  public JFreeChart plot(Palette palette, Lettering letters) {
    return LinePlot.of(this, palette, letters);
  }

  @Override
  public List<String> header() {
    return List.of(setting, "variant", "estimate", "low", "high", "level");
  }

  @Override
  public List<List<String>> rows() {
    return points.stream()
        .map(
            p ->
                List.of(
                    Numbers.exact(p.x()),
                    p.name(),
                    Numbers.exact(p.value().estimate()),
                    Numbers.exact(p.value().low()),
                    Numbers.exact(p.value().high()),
                    Numbers.exact(p.value().level())))
        .toList();
  }
}
