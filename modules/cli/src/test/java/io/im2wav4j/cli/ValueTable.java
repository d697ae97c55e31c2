package io.im2wav4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What commands gave for files, and what of it is wrong. */
final class ValueTable {
  private final Path folder;
  private final Map<String, Map<String, String>> cells = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param folder of the files, left out of the cells
   */
  ValueTable(Path folder) {
    this.folder = folder;
  }

  /** What was wrong: file, command, value. */
  List<String> wrong() {
    return wrong;
  }

  interface Attempt {
    Value value() throws IOException;
  }

  record Value(String text, boolean right) {}

  void attempt(String file, String column, Attempt attempt) throws IOException {
    try {
      Value value = attempt.value();
      put(file, column, value.text(), value.right());
    } catch (RuntimeException | AssertionError e) {
      String message = String.valueOf(e.getMessage());
      put(file, column, firstLine(message.substring(message.indexOf("im2wav: ") + 1)), false);
    }
  }

  void put(String file, String column, String value, boolean right) {
    String cell = value.replace(folder.toString(), "").replace("|", "\\|");
    if (!right) {
      wrong.add(file + ", " + column + ": " + value);
      cell = "WRONG: " + cell;
    }
    if (!cell.isEmpty()) {
      cells.computeIfAbsent(file, f -> new TreeMap<>()).merge(column, cell, (a, b) -> a + "; " + b);
    }
  }

  void refused(String file, String column, Object... command) {
    CommandRun run = CommandRun.of(command);
    String line = run.exitCode() == 0 ? "not refused" : firstLine(run.err());
    put(
        file,
        column,
        "refused: " + line,
        run.exitCode() == 1 && run.err().contains(file) && !run.err().contains("\tat "));
  }

  private static String firstLine(String text) {
    return text.strip().lines().filter(l -> !l.isBlank()).findFirst().orElse("");
  }

  void write(Path target, List<String> columns) throws IOException {
    StringBuilder text = new StringBuilder("| file | " + String.join(" | ", columns) + " |\n|");
    text.append("---|".repeat(columns.size() + 1)).append('\n');
    cells.forEach(
        (file, row) -> {
          text.append("| ").append(file);
          columns.forEach(c -> text.append(" | ").append(row.getOrDefault(c, "")));
          text.append(" |\n");
        });
    Files.writeString(target, text);
  }
}
