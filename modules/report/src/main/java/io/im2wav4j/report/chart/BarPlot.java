package io.im2wav4j.report.chart;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.report.text.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextBlock;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Horizontal bars with whiskers for the intervals; the values stand in a column at the right. */
final class BarPlot {
  static final int WIDTH = 420;
  private static final int BAR_PITCH = 28;
  private static final int LEGEND = 26;
  private static final int HEADING = 22;
  private static final int LINE = 16;
  private static final int MOST_LINES = 3;

  /** The part of the width that names may take. */
  private static final double MOST_NAMES = 0.42;

  private BarPlot() {}

  static int height(BarChart model) {
    return 8
        + pitch(model) * Math.max(1, model.bars().size())
        + (model.reference() == null ? 0 : LEGEND)
        + (model.direction() == Direction.NEITHER ? 0 : HEADING);
  }

  /** Dots from bar to bar: as many as the longest name has lines. */
  private static int pitch(BarChart model) {
    int lines =
        !ChartFont.available()
            ? 1
            : model.bars().stream()
                .mapToInt(b -> ChartStyle.wrapped(b.name(), MOST_NAMES * WIDTH - 8).size())
                .max()
                .orElse(1);
    return Math.max(BAR_PITCH, Math.min(lines, MOST_LINES) * LINE + 10);
  }

  static JFreeChart of(BarChart given, Palette palette, Lettering letters) {
    BarChart model =
        new BarChart(
            given.name(),
            letters.text(given.unit()),
            given.direction(),
            given.bars().stream()
                .map(b -> new BarChart.Bar(letters.text(b.name()), b.value(), b.bound()))
                .toList(),
            given.reference());
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    Map<Named, Font> fonts = new LinkedHashMap<>();
    double low = 0;
    double high = 0;
    for (int i = 0; i < model.bars().size(); i++) {
      BarChart.Bar bar = model.bars().get(i);
      Named name = new Named(i, bar.name());
      data.addValue(bar.value().estimate(), "value", name);
      fonts.put(name, Lettering.font(bar.name()));
      low = Math.min(low, bar.value().low());
      high = Math.max(high, bar.value().high());
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            null, null, null, data, PlotOrientation.HORIZONTAL, false, false, false);
    ChartStyle.chart(chart);
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setRenderer(new WhiskerRenderer(model, palette));
    plot.setRangeGridlinesVisible(false);
    CategoryAxis names = new Names();
    plot.setDomainAxis(names);
    ChartStyle.axis(names, palette);
    names.setTickLabelPaint(palette.ink());
    fonts.forEach(names::setTickLabelFont);
    names.setMaximumCategoryLabelWidthRatio((float) MOST_NAMES);
    names.setMaximumCategoryLabelLines(MOST_LINES);
    names.setCategoryMargin(0.35);
    names.setLowerMargin(0.03);
    names.setUpperMargin(0.03);
    NumberAxis values = (NumberAxis) plot.getRangeAxis();
    ChartStyle.axis(values, palette);
    // The values are written in a column of their own.
    values.setVisible(false);
    if (model.reference() != null) {
      high = Math.max(high, model.reference().value());
    }
    double span = high > low ? high - low : 1;
    values.setRange(low < 0 ? low - 0.02 * span : 0, low + span * room(model));
    if (model.reference() != null) {
      plot.addRangeMarker(ChartStyle.referenceLine(model.reference(), palette));
      String text =
          letters.text(
              model.reference().name()
                  + " "
                  + Numbers.withUnit(model.reference().value(), model.unit()));
      ChartStyle.legend(
          chart,
          palette,
          List.of(ChartStyle.legendItem(text, palette.muted(), ChartStyle.dashes())));
    }
    ChartStyle.heading(chart, "", model.direction(), palette);
    return chart;
  }

  /** The axis's length as a multiple of the longest bar's: room for the column of values. */
  private static double room(BarChart model) {
    double names = 0;
    double values = 0;
    for (BarChart.Bar bar : model.bars()) {
      names = Math.max(names, ChartStyle.width(bar.name()));
      values =
          Math.max(
              values, ChartStyle.width(Numbers.withUnit(bar.value().estimate(), model.unit())));
    }
    double plot = WIDTH - Math.min(names, MOST_NAMES * WIDTH) - 30;
    return plot / (plot - values - 14);
  }

  /** Names of several lines end where their bars begin. */
  private static final class Names extends CategoryAxis {
    private static final long serialVersionUID = 1L;

    @Override
    protected TextBlock createLabel(
        Comparable category, float width, RectangleEdge edge, Graphics2D g) {
      TextBlock label = super.createLabel(category, width, edge, g);
      label.setLineAlignment(HorizontalAlignment.RIGHT);
      return label;
    }
  }

  /** A category's key: names may be equal, places are not. */
  private record Named(int place, String name) implements Comparable<Named> {
    @Override
    public int compareTo(Named other) {
      return Integer.compare(place, other.place);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A bar, its interval as a whisker, its value as text. */
  private static final class WhiskerRenderer extends BarRenderer {
    private static final long serialVersionUID = 1L;
    private final transient List<BarChart.Bar> bars;
    private final transient Palette palette;
    private final String unit;

    private WhiskerRenderer(BarChart model, Palette palette) {
      this.bars = new ArrayList<>(model.bars());
      this.palette = palette;
      this.unit = model.unit();
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setMaximumBarWidth(0.2);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      Color c = palette.series(0);
      return new Color(c.getRed(), c.getGreen(), c.getBlue(), bars.get(column).bound() ? 80 : 190);
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
      if (bar.value().level() > 0) {
        double start = values.valueToJava2D(bar.value().low(), area, plot.getRangeAxisEdge());
        double high = values.valueToJava2D(bar.value().high(), area, plot.getRangeAxisEdge());
        g.setPaint(palette.ink());
        g.setStroke(new BasicStroke(1.3f));
        g.draw(new Line2D.Double(start, y, high, y));
        g.draw(new Line2D.Double(start, y - 4, start, y + 4));
        g.draw(new Line2D.Double(high, y - 4, high, y + 4));
      }
      g.setFont(ChartFont.regular());
      g.setPaint(palette.ink());
      FontMetrics metrics = g.getFontMetrics();
      String text = Numbers.withUnit(bar.value().estimate(), unit);
      g.drawString(
          text,
          (float) (area.getMaxX() - metrics.getStringBounds(text, g).getWidth()),
          (float) y + (metrics.getAscent() - metrics.getDescent()) / 2f);
    }
  }
}
