package io.im2wav4j.report.chart;

import io.im2wav4j.report.text.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Draws a line through points with whiskers, and dashed lines at the values to compare with. */
final class LinePlot {
  static final int WIDTH = 500;
  static final int HEIGHT = 270;

  /** From this ratio of largest to smallest setting on, the axis is one of decades. */
  private static final double DECADES = 30;

  /** Where labels of lines stand, in turn: values close to each other must not hide theirs. */
  private static final List<Place> PLACES =
      List.of(
          new Place(RectangleAnchor.TOP_RIGHT, TextAnchor.BOTTOM_RIGHT),
          new Place(RectangleAnchor.TOP_LEFT, TextAnchor.BOTTOM_LEFT),
          new Place(RectangleAnchor.TOP, TextAnchor.BOTTOM_CENTER));

  private record Place(RectangleAnchor anchor, TextAnchor text) {}

  private LinePlot() {}

  static JFreeChart of(LineChart model, Palette palette, Lettering letters) {
    XYIntervalSeries series = new XYIntervalSeries(model.name());
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (LineChart.Point p : model.points()) {
      series.add(p.x(), p.x(), p.x(), p.value().estimate(), p.value().low(), p.value().high());
      low = Math.min(low, p.value().low());
      high = Math.max(high, p.value().high());
    }
    for (ReferenceLine reference : model.references()) {
      low = Math.min(low, reference.value());
      high = Math.max(high, reference.value());
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(series);
    String axis = letters.text(model.setting());
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            null, axis, null, data, PlotOrientation.VERTICAL, false, false, false);
    ChartStyle.chart(chart);
    XYPlot plot = chart.getXYPlot();
    plot.setRenderer(renderer(palette));
    ChartStyle.grid(plot, palette);
    if (spansDecades(model.points())) {
      plot.setDomainAxis(ChartStyle.logAxis(axis));
    } else {
      NumberAxis setting = (NumberAxis) plot.getDomainAxis();
      setting.setAutoRangeIncludesZero(false);
      setting.setAutoRangeStickyZero(false);
    }
    ChartStyle.axis(plot.getDomainAxis(), palette);
    plot.getDomainAxis().setLabelFont(Lettering.font(axis));
    plot.getDomainAxis().setLowerMargin(0.04);
    plot.getDomainAxis().setUpperMargin(0.04);
    NumberAxis values = (NumberAxis) plot.getRangeAxis();
    ChartStyle.axis(values, palette);
    if (!model.unit().isEmpty()) {
      values.setLabel(letters.text(model.unit()));
    }
    double room = high > low ? 0.1 * (high - low) : Math.max(1e-9, 0.1 * Math.abs(high));
    double bottom = low >= 0 ? Math.max(0, low - room) : low - room;
    values.setRange(bottom, high + room);
    int i = 0;
    for (ReferenceLine reference : merged(model)) {
      plot.addRangeMarker(
          labelled(
              reference,
              letters.text(
                  reference.name() + " " + Numbers.withUnit(reference.value(), model.unit())),
              palette,
              PLACES.get(i++ % PLACES.size())));
    }
    return chart;
  }

  private static XYErrorRenderer renderer(Palette palette) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setDefaultLinesVisible(true);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-3.5, -3.5, 7, 7));
    renderer.setSeriesPaint(0, palette.series(0));
    renderer.setSeriesStroke(0, new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setErrorPaint(palette.ink());
    renderer.setErrorStroke(new BasicStroke(1.2f));
    return renderer;
  }

  /** Lines that read the same are one line with all their names. */
  private static List<ReferenceLine> merged(LineChart model) {
    Map<String, ReferenceLine> byText = new LinkedHashMap<>();
    for (ReferenceLine reference : model.references()) {
      byText.merge(
          Numbers.value(reference.value()),
          reference,
          (a, b) -> new ReferenceLine(a.name() + ", " + b.name(), a.value()));
    }
    return List.copyOf(byText.values());
  }

  private static ValueMarker labelled(
      ReferenceLine reference, String text, Palette palette, Place place) {
    ValueMarker marker = ChartStyle.referenceLine(reference, palette);
    marker.setLabel(text);
    marker.setLabelFont(Lettering.font(text).deriveFont(11f));
    marker.setLabelPaint(palette.muted());
    marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
    marker.setAlpha(1);
    marker.setLabelAnchor(place.anchor());
    marker.setLabelTextAnchor(place.text());
    return marker;
  }

  private static boolean spansDecades(List<LineChart.Point> points) {
    double low = points.stream().mapToDouble(LineChart.Point::x).min().orElse(0);
    double high = points.stream().mapToDouble(LineChart.Point::x).max().orElse(0);
    return low > 0 && high > DECADES * low;
  }
}
