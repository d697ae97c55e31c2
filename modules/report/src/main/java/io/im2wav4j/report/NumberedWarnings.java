package io.im2wav4j.report;

import io.im2wav4j.report.text.MetricNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Warnings beside what they concern: one that names a metric or a system of a table is a numbered
 * note of that table; the others belong to the whole page.
 */
record NumberedWarnings(List<String> noted, List<String> general) {

  static NumberedWarnings of(
      List<String> warnings, Collection<String> metrics, Collection<String> systems) {
    List<String> noted = new ArrayList<>();
    List<String> general = new ArrayList<>();
    for (String warning : warnings) {
      boolean concerns =
          metrics.stream().anyMatch(m -> metric(warning, m))
              || systems.stream().anyMatch(s -> system(warning, s));
      (concerns ? noted : general).add(warning);
    }
    return new NumberedWarnings(List.copyOf(noted), List.copyOf(general));
  }

  /** As " [1] [3]", or empty. */
  String ofMetric(String name) {
    return marks(noted.stream().filter(w -> metric(w, name)).toList());
  }

  /** As " [1] [3]", or empty. */
  String ofSystem(String name) {
    return marks(noted.stream().filter(w -> system(w, name)).toList());
  }

  /** The notes themselves, as "[1] ...". */
  List<String> notes() {
    return noted.stream().map(w -> mark(w) + " " + w).toList();
  }

  private String marks(List<String> warnings) {
    StringBuilder out = new StringBuilder();
    warnings.forEach(w -> out.append(' ').append(mark(w)));
    return out.toString();
  }

  private String mark(String warning) {
    return "[" + (noted.indexOf(warning) + 1) + "]";
  }

  private static boolean metric(String warning, String name) {
    return warning
        .toLowerCase(Locale.ROOT)
        .contains(MetricNames.plain(name).toLowerCase(Locale.ROOT));
  }

  private static boolean system(String warning, String name) {
    // "guidance 1" is not named by a warning of "guidance 10".
    return name.length() > 3
        && Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w|\\.\\d)")
            .matcher(warning)
            .find();
  }
}
