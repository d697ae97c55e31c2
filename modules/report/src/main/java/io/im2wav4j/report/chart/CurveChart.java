package io.im2wav4j.report.chart;

import io.im2wav4j.core.result.Curve;
import io.im2wav4j.report.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;

/**
 * One quantity over the steps of training.
 *
 * @param name of the chart
 * @param curves of that quantity, measured at several places
 */
public record CurveChart(String name, List<Curve> curves) implements Chart {

  /** Copies the list. */
  public CurveChart {
    curves = List.copyOf(curves);
  }

  @Override
  public String description() {
    return name
        + " by step: "
        + curves.stream().map(CurveChart::ends).collect(Collectors.joining(", "));
  }

  private static String ends(Curve curve) {
    List<Curve.Point> points = curve.points();
    return curve.place()
        + " from "
        + Numbers.value(points.get(0).value())
        + " to "
        + Numbers.value(points.get(points.size() - 1).value());
  }

  @Override
  public int width() {
    return CurvePlot.WIDTH;
  }

  @Override
  public int height() {
    return CurvePlot.HEIGHT;
  }

  @Override
  public JFreeChart plot(Palette palette, Lettering letters) {
    return CurvePlot.of(curves, palette, letters);
  }

  /** Step and one column for each curve. */
  @Override
  public List<String> header() {
    List<String> header = new ArrayList<>(List.of("step"));
    curves.forEach(c -> header.add(c.name()));
    return header;
  }

  /** Empty where a curve has no value at the step. */
  @Override
  public List<List<String>> rows() {
    Map<Long, String[]> rows = new TreeMap<>();
    for (int c = 0; c < curves.size(); c++) {
      for (Curve.Point p : curves.get(c).points()) {
        rows.computeIfAbsent(p.step(), s -> new String[curves.size()])[c] =
            Numbers.exact(p.value());
      }
    }
    List<List<String>> lines = new ArrayList<>();
    rows.forEach(
        (step, values) -> {
          List<String> line = new ArrayList<>(List.of(step.toString()));
          for (String value : values) {
            line.add(value == null ? "" : value);
          }
          lines.add(line);
        });
    return lines;
  }
}
