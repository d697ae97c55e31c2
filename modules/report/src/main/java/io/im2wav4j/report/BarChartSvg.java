package io.im2wav4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Horizontal bars with whiskers for the intervals and the value written beside. */
final class BarChartSvg {
  static final int WIDTH = 540;
  private static final int BAR_PITCH = 32;

  private BarChartSvg() {}

  /** The chart as SVG. */
  static String svg(String key, BarChart model) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    double low = 0;
    double high = 0;
    for (BarChart.Bar bar : model.bars()) {
      data.addValue(bar.value().estimate(), "value", bar.name());
      low = Math.min(low, bar.value().low());
      high = Math.max(high, bar.value().high());
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            null, null, null, data, PlotOrientation.HORIZONTAL, false, false, false);
    SvgCharts.style(chart);
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setRenderer(new WhiskerRenderer(model));
    plot.setRangeGridlinesVisible(false);
    CategoryAxis names = plot.getDomainAxis();
    SvgCharts.style(names);
    names.setTickLabelPaint(ChartPaints.INK.paint());
    names.setMaximumCategoryLabelWidthRatio(0.4f);
    names.setCategoryMargin(0.35);
    names.setLowerMargin(0.03);
    names.setUpperMargin(0.03);
    NumberAxis values = (NumberAxis) plot.getRangeAxis();
    SvgCharts.style(values);
    // The values are written beside their bars.
    values.setVisible(false);
    // Room at the right end for the written values.
    values.setRange(low < 0 ? low * 1.15 : 0, high > 0 ? high * 1.18 : 1);
    if (model.reference() != null) {
      ValueMarker marker = new ValueMarker(model.reference());
      marker.setPaint(ChartPaints.MUTED.paint());
      marker.setStroke(
          new BasicStroke(
              1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 4}, 0));
      plot.addRangeMarker(marker);
    }
    int height = 8 + BAR_PITCH * Math.max(1, model.bars().size());
    return SvgCharts.svg(chart, key, WIDTH, height, model.name());
  }

  /** A bar, its interval as a whisker, its value as text. */
  private static final class WhiskerRenderer extends BarRenderer {
    private static final long serialVersionUID = 1L;
    private final transient List<BarChart.Bar> bars;
    private final String unit;

    private WhiskerRenderer(BarChart model) {
      this.bars = new ArrayList<>(model.bars());
      this.unit = model.unit();
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setMaximumBarWidth(0.2);
      Color c = ChartPaints.FIRST.paint();
      setSeriesPaint(0, new Color(c.getRed(), c.getGreen(), c.getBlue(), 190));
    }

    @Override
    public void drawItem(
        Graphics2D g,
        CategoryItemRendererState state,
        Rectangle2D area,
        CategoryPlot plot,
        CategoryAxis names,
        ValueAxis values,
        CategoryDataset data,
        int row,
        int column,
        int pass) {
      super.drawItem(g, state, area, plot, names, values, data, row, column, pass);
      BarChart.Bar bar = bars.get(column);
      double y = names.getCategoryMiddle(column, bars.size(), area, plot.getDomainAxisEdge());
      double end = values.valueToJava2D(bar.value().high(), area, plot.getRangeAxisEdge());
      if (bar.value().level() > 0) {
        double start = values.valueToJava2D(bar.value().low(), area, plot.getRangeAxisEdge());
        g.setPaint(ChartPaints.INK.paint());
        g.setStroke(new BasicStroke(1.3f));
        g.draw(new Line2D.Double(start, y, end, y));
        g.draw(new Line2D.Double(start, y - 4, start, y + 4));
        g.draw(new Line2D.Double(end, y - 4, end, y + 4));
      }
      g.setFont(SvgCharts.FONT.deriveFont(Font.BOLD));
      g.setPaint(ChartPaints.INK.paint());
      FontMetrics metrics = g.getFontMetrics();
      g.drawString(
          Numbers.withUnit(bar.value().estimate(), unit),
          (float) end + 8,
          (float) y + (metrics.getAscent() - metrics.getDescent()) / 2f);
    }
  }
}
