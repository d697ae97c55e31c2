package io.im2wav4j.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.Locale;
import java.util.function.Supplier;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGUnits;

/** The look that all charts share, and their way to inline SVG. */
final class SvgCharts {
  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private static final String NO_FONTS =
      "<p class=\"quiet\">Not drawn: Java finds no fonts on this machine (install fontconfig and any"
          + " font, then write the report again). The numbers are in the CSV file.</p>";

  private SvgCharts() {}

  /**
   * The chart, or a sentence where this machine cannot measure text: a page must not fail for that.
   */
  static String orExplain(Supplier<String> chart) {
    return fonts() ? chart.get() : NO_FONTS;
  }

  private static boolean fonts() {
    try {
      return new SVGGraphics2D(1, 1).getFontMetrics(FONT).stringWidth("x") > 0;
    } catch (RuntimeException | InternalError | LinkageError e) {
      // What a JDK throws without fontconfig or freetype depends on its version.
      return false;
    }
  }

  /** Takes away what a chart on a page does not need. */
  static void style(JFreeChart chart) {
    chart.setBackgroundPaint(null);
    chart.setBorderVisible(false);
    chart.setPadding(new RectangleInsets(2, 2, 2, 8));
    chart.getPlot().setBackgroundPaint(null);
    chart.getPlot().setOutlineVisible(false);
  }

  /** Quiet axes: no line, small marks, muted labels. */
  static void style(Axis axis) {
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(ChartPaints.MUTED.paint());
    axis.setLabelFont(FONT);
    axis.setLabelPaint(ChartPaints.MUTED.paint());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    if (axis instanceof ValueAxis value) {
      value.setUpperMargin(0.08);
    }
  }

  /** The stroke of grid lines. */
  static BasicStroke hairline() {
    return new BasicStroke(1f);
  }

  /**
   * The chart as an SVG element that takes the width it is given.
   *
   * @param key unique on the page
   */
  static String svg(JFreeChart chart, String key, int width, int height, String description) {
    SVGGraphics2D g = new SVGGraphics2D(width, height, SVGUnits.PX);
    g.setDefsKeyPrefix(key + "-");
    g.setGeomDoubleConverter(x -> String.format(Locale.ROOT, "%.4g", x).replaceAll("\\.?0+$", ""));
    chart.draw(g, new Rectangle(width, height), new ChartRenderingInfo());
    String inner = g.getSVGElement();
    int bodyStart = inner.indexOf('>') + 1;
    // The element's own size would keep it from shrinking on a phone.
    return "<svg viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" role=\"img\" aria-label=\""
        + description.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;")
        + "\">"
        + ChartPaints.byVariables(inner.substring(bodyStart));
  }
}
