package io.im2wav4j.report.chart;

import io.im2wav4j.report.text.Letters;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The texts of a chart as they can be drawn, and the fonts that have their letters. */
final class Lettering {
  private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);

  /** By text: a page has the same names in all its charts. */
  private static final Map<String, Font> FOUND = new ConcurrentHashMap<>();

  private final boolean browser;
  private final SortedSet<Integer> missing = new TreeSet<>();

  private Lettering(boolean browser) {
    this.browser = browser;
  }

  /** For a browser, which looks for fonts by itself: only what no XML may hold is spelled. */
  static Lettering browser() {
    return new Lettering(true);
  }

  /** For a drawing by Java: letters that no font has are written as their code points. */
  static Lettering drawn() {
    return new Lettering(false);
  }

  /** The text to draw. */
  String text(String text) {
    String line = text.replaceAll("\\s", " ");
    if (browser) {
      return Letters.spelled(line, Lettering::inXml);
    }
    Font font = font(line);
    missing.addAll(Letters.missing(line, c -> has(font, c)));
    return Letters.spelled(line, c -> has(font, c));
  }

  /** Letters that were asked for and that no font has. */
  SortedSet<Integer> missing() {
    return missing;
  }

  /**
   * The chart's font where it has all letters; else the machine's fonts, which Java joins under one
   * name, or one that has the letters that these lack.
   */
  static Font font(String text) {
    return FOUND.computeIfAbsent(text, Lettering::find);
  }

  private static Font find(String text) {
    Font own = ChartFont.regular();
    if (hasAll(own, text)) {
      return own;
    }
    Font joined = new Font(Font.SANS_SERIF, Font.PLAIN, own.getSize());
    return Stream.concat(Stream.of(joined), Installed.FONTS.stream())
        .filter(f -> hasAll(f, text))
        .findFirst()
        .orElse(joined)
        .deriveFont(own.getSize2D());
  }

  private static boolean hasAll(Font font, String text) {
    return Letters.missing(text, c -> has(font, c)).isEmpty();
  }

  /** Whether something is seen of the letter: fonts of coloured pictures have no outlines. */
  private static boolean has(Font font, int letter) {
    return font.canDisplay(letter)
        && (Character.isSpaceChar(letter)
            || !font.createGlyphVector(PLAIN, Character.toString(letter))
                .getOutline()
                .getBounds2D()
                .isEmpty());
  }

  private static boolean inXml(int c) {
    return c >= ' ' && c < Character.MIN_SURROGATE
        || c > Character.MAX_SURROGATE && c != 0xFFFE && c != 0xFFFF;
  }

  /** Asked for when the first text needs it. */
  private static final class Installed {
    static final List<Font> FONTS =
        Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
            .filter(f -> !f.getFontName().contains("LastResort"))
            .toList();
  }
}
