package io.im2wav4j.report.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Draws a line through points with whiskers, and dashed lines at the values to compare with. */
final class LinePlot {
  static final int WIDTH = 420;
  private static final int HEIGHT = 270;

  /** What heading, axis and its label take of the height. */
  private static final int AROUND = 70;

  /** From this ratio of largest to smallest setting on, the axis is one of decades. */
  private static final double DECADES = 30;

  private LinePlot() {}

  static int height(LineChart model) {
    return Math.max(
        HEIGHT,
        AROUND
            + (ChartFont.available()
                ? ReferenceMargin.height(model.references(), model.unit())
                : 0));
  }

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
    double room = high > low ? 0.1 * (high - low) : Math.max(1e-9, 0.1 * Math.abs(high));
    double bottom = low >= 0 ? Math.max(0, low - room) : low - room;
    values.setRange(bottom, high + room);
    for (ReferenceLine reference : model.references()) {
      plot.addRangeMarker(ChartStyle.referenceLine(reference, palette));
    }
    ReferenceMargin margin = ReferenceMargin.of(model.references(), model.unit(), palette, letters);
    if (margin != null) {
      margin.setRange(values.getRange());
      plot.setRangeAxis(1, margin);
    }
    ChartStyle.heading(chart, letters.text(model.unit()), model.direction(), palette);
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

  private static boolean spansDecades(List<LineChart.Point> points) {
    double low = points.stream().mapToDouble(LineChart.Point::x).min().orElse(0);
    double high = points.stream().mapToDouble(LineChart.Point::x).max().orElse(0);
    return low > 0 && high > DECADES * low;
  }
}
