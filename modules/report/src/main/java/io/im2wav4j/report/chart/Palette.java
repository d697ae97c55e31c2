package io.im2wav4j.report.chart;

import java.awt.Color;
import java.util.List;

/**
 * Colours of charts by role.
 *
 * @param ink text and whiskers
 * @param muted labels of axes, reference lines
 * @param line grid
 * @param series of curves and bars, in turn
 */
public record Palette(Color ink, Color muted, Color line, List<Color> series) {

  /** Colours on white, for files and paper. */
  public static final Palette PAPER =
      new Palette(
          new Color(0x21252a),
          new Color(0x6a7178),
          new Color(0xe4e1db),
          List.of(
              new Color(0x2d6f95), new Color(0xc9622f), new Color(0x4f8a55), new Color(0x80609f)));

  private static final List<String> VARIABLES =
      List.of("--ink", "--muted", "--line", "--first", "--second", "--third", "--fourth");

  /**
   * Stand-ins. A chart inside a page is drawn once and shown on light and on dark ground: each role
   * has a colour that nothing else has, which becomes a variable of the page's style.
   */
  static final Palette PAGE =
      new Palette(
          standIn(0),
          standIn(1),
          standIn(2),
          List.of(standIn(3), standIn(4), standIn(5), standIn(6)));

  /** Copies the list. */
  public Palette {
    series = List.copyOf(series);
  }

  /** The colour of series {@code i}. */
  Color series(int i) {
    return series.get(i % series.size());
  }

  /** SVG with each stand-in replaced by its variable. */
  static String byVariables(String svg) {
    String out = svg;
    for (int role = 0; role < VARIABLES.size(); role++) {
      Color c = standIn(role);
      out =
          out.replace(
              "rgb(" + c.getRed() + "," + c.getGreen() + "," + c.getBlue() + ")",
              "var(" + VARIABLES.get(role) + ")");
    }
    return out;
  }

  private static Color standIn(int role) {
    return new Color(7, 11 * (role + 1), 13);
  }
}
