package io.im2wav4j.report.chart;

import io.im2wav4j.core.result.Curve;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Draws curves of one quantity over steps. A curve of many points is drawn as its moving average
 * over the pale raw one.
 */
final class CurvePlot {
  static final int WIDTH = 420;
  static final int HEIGHT = 200;

  /** More points than this cannot be told apart at this width. */
  private static final int DRAWN_POINTS = 400;

  private static final int SMOOTHED_FROM = 60;

  private CurvePlot() {}

  static JFreeChart of(List<Curve> curves, Palette palette, Lettering letters) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    List<LegendItem> legend = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      Color paint = palette.series(i);
      boolean smooth = curve.points().size() >= SMOOTHED_FROM;
      if (smooth) {
        add(data, renderer, binned(curve, DRAWN_POINTS), "raw " + i, paint, 0.8f, 70);
      }
      Curve drawn = smooth ? binned(averaged(curve), DRAWN_POINTS) : curve;
      add(data, renderer, drawn, curve.place(), paint, 2f, 255);
      legend.add(ChartStyle.legendItem(letters.text(curve.place()), paint, new BasicStroke(2.5f)));
      if (curve.points().size() == 1) {
        renderer.setSeriesShapesVisible(data.getSeriesCount() - 1, true);
      }
    }
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            null, "step", null, data, PlotOrientation.VERTICAL, false, false, false);
    ChartStyle.chart(chart);
    ChartStyle.legend(chart, palette, legend);
    XYPlot plot = chart.getXYPlot();
    plot.setRenderer(renderer);
    ChartStyle.grid(plot, palette);
    NumberAxis steps = (NumberAxis) plot.getDomainAxis();
    steps.setStandardTickUnits(new NumberTickUnitSource(true));
    steps.setAutoRangeIncludesZero(false);
    ChartStyle.axis(steps, palette);
    steps.setUpperMargin(0.01);
    if (spansDecades(curves)) {
      plot.setRangeAxis(ChartStyle.logAxis(null));
    } else {
      ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(false);
    }
    ChartStyle.axis(plot.getRangeAxis(), palette);
    return chart;
  }

  private static void add(
      XYSeriesCollection data,
      XYLineAndShapeRenderer renderer,
      Curve curve,
      String name,
      Color paint,
      float width,
      int alpha) {
    int index = data.getSeriesCount();
    XYSeries series = new XYSeries(name + index, false);
    curve.points().stream()
        .filter(p -> Double.isFinite(p.value()))
        .forEach(p -> series.add(p.step(), p.value()));
    data.addSeries(series);
    renderer.setSeriesPaint(
        index, new Color(paint.getRed(), paint.getGreen(), paint.getBlue(), alpha));
    renderer.setSeriesStroke(
        index, new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  /** Whether the values, all positive, fall or rise by more than a factor of 50. */
  private static boolean spansDecades(List<Curve> curves) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Curve curve : curves) {
      for (Curve.Point p : curve.points()) {
        if (Double.isFinite(p.value())) {
          low = Math.min(low, p.value());
          high = Math.max(high, p.value());
        }
      }
    }
    return low > 0 && high > 50 * low;
  }

  /** The mean over about a twenty-fifth of the points around each, even to both sides: no lag. */
  static Curve averaged(Curve curve) {
    List<Curve.Point> points =
        curve.points().stream().filter(p -> Double.isFinite(p.value())).toList();
    int n = points.size();
    double[] sums = new double[n + 1];
    for (int i = 0; i < n; i++) {
      sums[i + 1] = sums[i] + points.get(i).value();
    }
    List<Curve.Point> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int reach = Math.min(n / 50, Math.min(i, n - 1 - i));
      double mean = (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1);
      out.add(new Curve.Point(points.get(i).step(), mean));
    }
    return new Curve(curve.name(), out);
  }

  /** At most {@code most} points: means of neighbours. */
  static Curve binned(Curve curve, int most) {
    int n = curve.points().size();
    if (n <= most) {
      return curve;
    }
    List<Curve.Point> out = new ArrayList<>();
    for (int b = 0; b < most; b++) {
      List<Curve.Point> bin =
          curve.points().subList((int) ((long) b * n / most), (int) ((b + 1L) * n / most));
      out.add(
          new Curve.Point(
              bin.get(bin.size() - 1).step(),
              bin.stream().mapToDouble(Curve.Point::value).average().orElseThrow()));
    }
    return new Curve(curve.name(), out);
  }
}
