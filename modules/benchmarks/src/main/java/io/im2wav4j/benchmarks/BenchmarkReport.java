package io.im2wav4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param benchmark its name
 * @param facts of the run: threads, sizes, what the baseline is
 * @param rows one for each case, all with the same keys in the same order
 */
record BenchmarkReport(
    String benchmark, Map<String, String> facts, List<Map<String, Object>> rows) {

  BenchmarkReport {
    facts = new LinkedHashMap<>(facts);
    rows = List.copyOf(rows);
  }

  /** Columns under each other, numbers with three significant digits. */
  String table() {
    if (rows.isEmpty()) {
      return "nothing was measured\n";
    }
    List<String> keys = new ArrayList<>(rows.get(0).keySet());
    List<List<String>> lines = new ArrayList<>();
    lines.add(keys);
    for (Map<String, Object> row : rows) {
      lines.add(keys.stream().map(key -> text(row.get(key))).toList());
    }
    int[] widths = new int[keys.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    facts.forEach((key, value) -> out.append(key).append(": ").append(value).append('\n'));
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        boolean words = rows.get(0).get(keys.get(i)) instanceof String;
        String format = words ? "%-" + widths[i] + "s" : "%" + widths[i] + "s";
        out.append(i == 0 ? "" : "  ").append(String.format(Locale.ROOT, format, line.get(i)));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      double size = Math.abs(number);
      return String.format(
          Locale.ROOT,
          size >= 100
              ? "%.0f"
              : size >= 10
                  ? "%.1f"
                  : size >= 1 ? "%.2f" : size >= 0.1 || size == 0 ? "%.3f" : "%.3g",
          number);
    }
    return value == null ? "" : String.valueOf(value);
  }
}
