package io.im2wav4j.report;

import io.im2wav4j.report.text.Comparisons;
import io.im2wav4j.report.text.MetricNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Warnings of an evaluation, each said once: those of several systems that differ in their numbers
 * only are one note, with the numbers' range and the systems' names. A note that names a metric or
 * a system belongs below a table, the others to the whole page.
 *
 * @param noted in order
 * @param general sentences of the whole page
 */
record MetricNotes(List<Note> noted, List<String> general) {
  /** Warnings that concern nobody. */
  static final MetricNotes NONE = new MetricNotes(List.of(), List.of());

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  /**
   * One note.
   *
   * @param text in words, with the systems that it is of
   * @param metrics the names of the metrics that it concerns; empty where it is of sounds
   */
  record Note(String text, Set<String> metrics) {}

  static MetricNotes of(
      List<String> warnings, Collection<String> metrics, Collection<String> systems) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    Map<String, Set<String>> of = new LinkedHashMap<>();
    Set<String> ofSystems =
        warnings.stream()
            .filter(w -> system(w, systems) != null)
            .map(w -> like(without(w, system(w, systems))))
            .collect(Collectors.toSet());
    for (String warning : warnings) {
      String system = system(warning, systems);
      if (system == null && ofSystems.contains(like(warning.replaceFirst("^.*?: ", "")))) {
        // The same is said of something that is no system, as of the reference sounds.
        system = warning.substring(0, warning.indexOf(": "));
      }
      String text = system == null ? warning : without(warning, system);
      texts.computeIfAbsent(like(text), t -> new ArrayList<>()).add(text);
      Set<String> named = of.computeIfAbsent(like(text), t -> new LinkedHashSet<>());
      if (system != null) {
        named.add(system);
      }
    }
    List<Note> noted = new ArrayList<>();
    List<String> general = new ArrayList<>();
    texts.forEach(
        (like, same) -> {
          String text = merged(same);
          Set<String> concerned = concerned(text, metrics);
          Set<String> named = of.get(like);
          if (named.isEmpty() && concerned.isEmpty()) {
            general.add(text);
          } else {
            noted.add(new Note(capital(text) + suffix(named, systems), concerned));
          }
        });
    return new MetricNotes(List.copyOf(noted), List.copyOf(general));
  }

  private static String without(String warning, String system) {
    return warning.substring(system.length()).replaceFirst("^: ", "").strip();
  }

  private static String like(String text) {
    return NUMBER.matcher(text).replaceAll("#");
  }

  /** The notes on some metrics, and, where {@code sounds}, those on no metric. */
  MetricNotes of(Collection<String> metrics, boolean sounds) {
    return new MetricNotes(
        noted.stream()
            .filter(
                n ->
                    n.metrics().isEmpty()
                        ? sounds
                        : n.metrics().stream().anyMatch(metrics::contains))
            .toList(),
        List.of());
  }

  /** The first {@code most} notes. */
  MetricNotes first(int most) {
    return new MetricNotes(noted.stream().limit(most).toList(), general);
  }

  /** As superscripts behind a metric's name, or empty. */
  String marks(String metric) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < noted.size(); i++) {
      if (noted.get(i).metrics().contains(metric)) {
        out.append(out.isEmpty() ? "" : "\u2009").append(superscript(i + 1));
      }
    }
    return out.toString();
  }

  /** The notes themselves, each behind its number where a metric bears it. */
  List<String> texts() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < noted.size(); i++) {
      Note note = noted.get(i);
      all.add((note.metrics().isEmpty() ? "" : superscript(i + 1) + " ") + note.text());
    }
    return all;
  }

  private static String superscript(int number) {
    StringBuilder out = new StringBuilder();
    for (char digit : Integer.toString(number).toCharArray()) {
      out.append(
          "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".charAt(digit - '0'));
    }
    return out.toString();
  }

  /** The system that a warning begins with: "guidance 10: ..." is none of "guidance 1". */
  private static String system(String warning, Collection<String> systems) {
    return systems.stream()
        .filter(s -> warning.startsWith(s + ": ") || warning.startsWith(s + " was "))
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  /** The longest names that occur: a warning of "FAD at infinity" is none of "FAD". */
  private static Set<String> concerned(String text, Collection<String> metrics) {
    String rest = text.toLowerCase(Locale.ROOT);
    Set<String> found = new LinkedHashSet<>();
    List<String> plain =
        metrics.stream()
            .map(m -> MetricNames.plain(m).toLowerCase(Locale.ROOT))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    for (String name : plain) {
      Pattern whole =
          Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])");
      Matcher matcher = whole.matcher(rest);
      if (matcher.find()) {
        rest = matcher.replaceAll(" ");
        metrics.stream()
            .filter(m -> MetricNames.plain(m).toLowerCase(Locale.ROOT).equals(name))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** One text for texts that differ in numbers only: "28 to 44 %". */
  private static String merged(List<String> same) {
    List<List<String>> numbers =
        same.stream().map(t -> NUMBER.matcher(t).results().map(r -> r.group()).toList()).toList();
    int[] at = {0};
    return NUMBER
        .matcher(same.get(0))
        .replaceAll(
            r -> {
              int i = at[0]++;
              List<String> values =
                  numbers.stream()
                      .map(n -> n.get(i))
                      .distinct()
                      .sorted(Comparator.comparingDouble(Double::parseDouble))
                      .toList();
              return values.size() == 1
                  ? values.get(0)
                  : values.get(0) + " to " + values.get(values.size() - 1);
            });
  }

  private static String suffix(Set<String> named, Collection<String> systems) {
    return named.isEmpty()
        ? ""
        : named.size() > 1 && named.containsAll(systems)
            ? " (all)"
            : " (" + Comparisons.list(List.copyOf(named)) + ")";
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
