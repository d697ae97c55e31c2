package io.im2wav4j.report.text;

import io.im2wav4j.core.result.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private Numbers() {}

  /** Three significant digits, integers from 1000 on, an exponent only for tiny values. */
  public static String value(double x) {
    return value(x, x);
  }

  /** A value with as many decimals as {@code like} would have. */
  private static String value(double x, double like) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "n/a" : x > 0 ? "\u221e" : "\u2212\u221e";
    }
    double size = Math.abs(like);
    String text;
    if (x == 0 && size < 1e-3 && size != 0) {
      text = "0";
    } else if (size != 0 && size < 1e-3) {
      text = String.format(Locale.ROOT, "%.1e", Math.abs(x)).replaceFirst("e-0*", "e\u2212");
    } else {
      int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size == 0 ? 2 : 3;
      text = String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(x));
    }
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return x < 0 && !zero ? "\u2212" + text : text;
  }

  /** As "43.8 %". */
  public static String withUnit(double x, String unit) {
    return unit.isEmpty() ? value(x) : value(x) + " " + unit;
  }

  /** As "31.2 to 56.3", with the estimate's decimals; empty where there is no interval. */
  public static String range(Interval interval) {
    double like = Math.max(Math.abs(interval.estimate()), (interval.high() - interval.low()) / 2);
    return interval.level() == 0
        ? ""
        : value(interval.low(), like) + " to " + value(interval.high(), like);
  }

  /** A difference with its sign, as "+3.2 points" where the unit is "%". */
  public static String difference(double x, String unit) {
    return (x > 0 ? "+" : "") + withUnit(x, unit.equals("%") ? "points" : unit);
  }

  /** As "p < 0.001" or "p = 0.04". */
  public static String probability(double p) {
    return p < 0.001
        ? "p < 0.001"
        : "p = " + String.format(Locale.ROOT, "%.2g", p).replaceAll("\\.0$", "");
  }

  /** As "95 %", or empty for 0. */
  public static String level(double level) {
    return level == 0 ? "" : value(100 * level).replaceAll("\\.0+$", "") + " %";
  }

  /** As "157,344,768". */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** As "2 min 5 s" or "0.8 s". */
  public static String duration(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    long minutes = whole / 60;
    return minutes < 60
        ? minutes + " min " + whole % 60 + " s"
        : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** All digits that tell a double from its neighbours to a reader of a CSV. */
  public static String exact(double x) {
    return Double.isFinite(x)
        ? new BigDecimal(x, new MathContext(9)).stripTrailingZeros().toPlainString()
        : Double.toString(x);
  }
}
