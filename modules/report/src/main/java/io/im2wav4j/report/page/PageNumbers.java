package io.im2wav4j.report.page;

import io.im2wav4j.report.text.Numbers;
import java.util.Locale;
import java.util.Map;

/** What templates ask to be worked out. */
public final class PageNumbers {
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
}
