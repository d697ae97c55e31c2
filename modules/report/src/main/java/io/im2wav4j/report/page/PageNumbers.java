package io.im2wav4j.report.page;

import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.report.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What templates ask to be worked out. */
public final class PageNumbers {
  /** Spaces before units and "to", after "to" and signs. */
  private static final Pattern BREAKS =
      Pattern.compile(
          "(?<=[0-9\u221e]) (?=(?:%|to [0-9\u2212]|s|ms|Hz|kHz|dB|min|points|nats|bits|items)(?![\\p{L}]))"
              + "|(?<=[0-9\u221e%] to) (?=[0-9\u2212])|(?<=[<=]) (?=[0-9])|(?<=\\bp) (?=[<=])");

  /** The scale of charts on paper: two of them fill a line of A4. */
  static final double HALF = 0.76;

  PageNumbers() {}

  /** Seconds in words. */
  public String duration(double seconds) {
    return Numbers.duration(seconds);
  }

  /** The sum of all stages in words. */
  public String total(Map<String, Double> seconds) {
    return Numbers.duration(seconds.values().stream().mapToDouble(Double::doubleValue).sum());
  }

  /** A stage's share of the longest, in percent. */
  public String share(Map<String, Double> seconds, double of) {
    double most = seconds.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return String.format(Locale.ROOT, "%.1f", most == 0 ? 0 : 100 * of / most);
  }

  /** A place on an axis, in percent from its beginning. */
  public record Tick(String label, String place) {}

  /** Frequencies of a spectrogram from 0 to {@code top} Hz on the mel scale, from the top. */
  public List<Tick> frequencies(double top) {
    List<Tick> ticks = new ArrayList<>();
    for (double kilohertz : new double[] {top / 1000, 3, 1, 0}) {
      if (ticks.isEmpty() || 1000 * kilohertz < top / 2) {
        ticks.add(
            new Tick(
                kilohertz == 0 ? "0" : Numbers.value(kilohertz).replaceAll("\\.?0+$", ""),
                percent(1 - MelScale.HTK.toMel(1000 * kilohertz) / MelScale.HTK.toMel(top))));
      }
    }
    return ticks;
  }

  /** Begin, middle and end of {@code seconds}. */
  public List<Tick> times(double seconds) {
    return List.of(
        new Tick("0", percent(0)),
        new Tick(seconds(seconds / 2), percent(0.5)),
        new Tick(seconds(seconds) + " s", percent(1)));
  }

  /** As "1.02" or "4". */
  public String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds).replaceAll("\\.?0+$", "");
  }

  /** The text with no line break between a number and what belongs to it. */
  public String unbroken(String text) {
    return BREAKS.matcher(text).replaceAll("\u00a0");
  }

  /** A chart's dots on paper, where two stand side by side. */
  public String half(int dots) {
    return String.format(Locale.ROOT, "%.1f", HALF * dots);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
