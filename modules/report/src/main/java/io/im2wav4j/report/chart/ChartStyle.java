package io.im2wav4j.report.chart;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.report.text.MetricNames;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** The look that all charts share: nothing that does not tell something. */
final class ChartStyle {
  private ChartStyle() {}

  static void chart(JFreeChart chart) {
    chart.setBackgroundPaint(null);
    chart.setBorderVisible(false);
    chart.setPadding(new RectangleInsets(2, 2, 2, 8));
    chart.getPlot().setBackgroundPaint(null);
    chart.getPlot().setOutlineVisible(false);
  }

  /** Horizontal grid lines only. */
  static void grid(XYPlot plot, Palette palette) {
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(palette.line());
    plot.setRangeGridlineStroke(new BasicStroke(1f));
  }

  /** No line, no marks, muted labels. */
  static void axis(Axis axis, Palette palette) {
    axis.setTickLabelFont(ChartFont.regular());
    axis.setTickLabelPaint(palette.muted());
    axis.setLabelFont(ChartFont.regular());
    axis.setLabelPaint(palette.muted());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    if (axis instanceof ValueAxis value) {
      value.setUpperMargin(0.08);
    }
    if (axis instanceof NumberAxis value) {
      // The page is the same whatever the machine's language.
      value.setNumberFormatOverride(
          new DecimalFormat("#,##0.#####", new DecimalFormatSymbols(Locale.ROOT)));
    }
  }

  /** An axis of decades. */
  static LogAxis logAxis(String label) {
    LogAxis log = new LogAxis(label);
    log.setSmallestValue(1e-12);
    // Units of a log axis are exponents.
    log.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    return log;
  }

  /** The legend, above the plot at its left end. */
  static void legend(JFreeChart chart, Palette palette, List<LegendItem> items) {
    LegendTitle legend = new LegendTitle(() -> collection(items));
    legend.setItemFont(ChartFont.regular());
    legend.setItemPaint(palette.muted());
    legend.setBackgroundPaint(null);
    legend.setFrame(BlockBorder.NONE);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    chart.addSubtitle(legend);
  }

  static LegendItem legendItem(String name, Color colour, BasicStroke stroke) {
    LegendItem item =
        new LegendItem(name, null, null, null, new Line2D.Double(-8, 0, 8, 0), stroke, colour);
    item.setLineVisible(true);
    item.setLabelFont(Lettering.font(name));
    return item;
  }

  static ValueMarker referenceLine(ReferenceLine reference, Palette palette) {
    ValueMarker marker = new ValueMarker(reference.value());
    marker.setPaint(palette.muted());
    marker.setStroke(dashes());
    return marker;
  }

  /**
   * Unit and direction in words, above the plot at its left end; nothing where there is neither.
   */
  static void heading(JFreeChart chart, String unit, Direction direction, Palette palette) {
    String words =
        Stream.of(unit, MetricNames.direction(direction))
            .filter(t -> !t.isEmpty())
            .collect(Collectors.joining(", "));
    if (!words.isEmpty()) {
      TextTitle title = new TextTitle(words, Lettering.font(words));
      title.setPaint(palette.muted());
      title.setHorizontalAlignment(HorizontalAlignment.LEFT);
      title.setPadding(0, 0, 4, 0);
      chart.addSubtitle(0, title);
    }
  }

  /** The text in lines of at most {@code most} dots; a word that is longer has a line alone. */
  static List<String> wrapped(String text, double most) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer) > most) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  /** The width of a text in dots. */
  static double width(String text) {
    return Lettering.font(text)
        .getStringBounds(text, new FontRenderContext(null, true, true))
        .getWidth();
  }

  static BasicStroke dashes() {
    return new BasicStroke(
        1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 4}, 0);
  }

  private static LegendItemCollection collection(List<LegendItem> items) {
    LegendItemCollection all = new LegendItemCollection();
    items.forEach(all::add);
    return all;
  }
}
