package io.im2wav4j.report.chart;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Csv;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGUnits;
import org.jsoup.parser.Parser;

/** A chart as an SVG element of a page, as files, or on any canvas. */
public final class Drawing {
  /** Dots of a PNG for each dot of the chart: sharp on paper. */
  private static final int SCALE = 3;

  private static final String NO_FONTS =
      "<p class=\"quiet\">Not drawn: Java finds no way to draw text on this machine (install"
          + " fontconfig and freetype, then write the report again). The numbers are in the CSV"
          + " file.</p>";

  /** A text element: attributes up to its size, the size, the other attributes, the text. */
  private static final Pattern TEXT =
      Pattern.compile("<text([^>]*font-size: )([0-9.]+)(px[^>]*)>([^<]+)</text>");

  private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);

  private Drawing() {}

  /**
   * The chart as an SVG element that takes the width it is given and the colours of the page around
   * it; a sentence where this machine cannot draw text, for a page must not fail for that.
   *
   * @param key unique on the page
   */
  public static String element(Chart chart, String key) {
    if (!ChartFont.available()) {
      return NO_FONTS;
    }
    String svg = svg(chart, key, Palette.PAGE);
    // The element's own size would keep it from shrinking on a phone.
    return "<svg viewBox=\"0 0 "
        + chart.width()
        + " "
        + chart.height()
        + "\" role=\"img\" aria-label=\""
        + escape(chart.description())
        + "\">"
        + Palette.byVariables(svg.substring(svg.indexOf('>') + 1));
  }

  /**
   * Writes KEY.csv and, where this machine can draw, KEY.svg and KEY.png.
   *
   * @param folder to write into
   */
  public static void write(Path folder, String key, Chart chart) {
    Csv.writeTable(folder.resolve(key + ".csv"), chart.header(), chart.rows());
    if (!ChartFont.available()) {
      return;
    }
    String svg = svg(chart, key, Palette.PAPER);
    String titled =
        svg.replace(
            "<svg ", "<svg role=\"img\" aria-label=\"" + escape(chart.description()) + "\" ");
    AtomicFiles.writeString(
        folder.resolve(key + ".svg"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + titled + "\n");
    AtomicFiles.write(folder.resolve(key + ".png"), out -> ImageIO.write(image(chart), "png", out));
  }

  /** Draws on any canvas, in paper's colours, to fill {@code area}. */
  public static void draw(Chart chart, Graphics2D canvas, Rectangle2D area) {
    chart.plot(Palette.PAPER, Lettering.drawn()).draw(canvas, area);
  }

  /** Letters of the chart that no font of this machine has: they are drawn as code points. */
  public static SortedSet<Integer> missingLetters(Chart chart) {
    Lettering letters = Lettering.drawn();
    if (ChartFont.available()) {
      chart.plot(Palette.PAPER, letters);
    }
    return letters.missing();
  }

  private static BufferedImage image(Chart chart) {
    BufferedImage image =
        new BufferedImage(
            SCALE * chart.width(), SCALE * chart.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(SCALE, SCALE);
    draw(chart, g, new Rectangle(chart.width(), chart.height()));
    g.dispose();
    return image;
  }

  private static String svg(Chart chart, String key, Palette palette) {
    SVGGraphics2D g = new SVGGraphics2D(chart.width(), chart.height(), SVGUnits.PX);
    g.setDefsKeyPrefix(key + "-");
    g.setFontFunction(family -> "Roboto, Arial, sans-serif");
    g.setGeomDoubleConverter(x -> String.format(Locale.ROOT, "%.4g", x).replaceAll("\\.?0+$", ""));
    chart.plot(palette, Lettering.browser()).draw(g, new Rectangle(chart.width(), chart.height()));
    return TEXT.matcher(g.getSVGElement()).replaceAll(Drawing::withLength);
  }

  /**
   * The text with its measured length: with another font than the one it was laid out in, it is
   * drawn narrower or wider instead of over its neighbours.
   */
  private static String withLength(MatchResult text) {
    String plain = Parser.unescapeEntities(text.group(4), false);
    Font font = Lettering.font(plain).deriveFont(Float.parseFloat(text.group(2)));
    double length = font.getStringBounds(plain, PLAIN).getWidth();
    return Matcher.quoteReplacement(
        String.format(
            Locale.ROOT,
            "<text textLength='%.1f' lengthAdjust='spacingAndGlyphs'%s>%s</text>",
            length,
            text.group(1) + text.group(2) + text.group(3),
            text.group(4)));
  }

  private static String escape(String text) {
    return Lettering.browser()
        .text(text)
        .replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;");
  }
}
