package io.im2wav4j.report;

import java.awt.Color;

/**
 * Colours of charts by role. A chart is drawn once and shown on light and on dark ground: each role
 * is drawn in a colour that stands for it, which becomes a variable of the page's style.
 */
enum ChartPaints {
  INK("--ink"),
  MUTED("--muted"),
  LINE("--line"),
  GROUND("--card"),
  FIRST("--first"),
  SECOND("--second"),
  THIRD("--third"),
  FOURTH("--fourth");

  private final String variable;

  ChartPaints(String variable) {
    this.variable = variable;
  }

  /** The stand-in. */
  Color paint() {
    return new Color(7, 11 * (ordinal() + 1), 13);
  }

  /** The series' colours in turn. */
  static Color series(int i) {
    return values()[FIRST.ordinal() + i % 4].paint();
  }

  /** SVG with each stand-in replaced by its variable. */
  static String byVariables(String svg) {
    String out = svg;
    for (ChartPaints role : values()) {
      Color c = role.paint();
      out =
          out.replace(
              "rgb(" + c.getRed() + "," + c.getGreen() + "," + c.getBlue() + ")",
              "var(" + role.variable + ")");
    }
    return out;
  }
}
