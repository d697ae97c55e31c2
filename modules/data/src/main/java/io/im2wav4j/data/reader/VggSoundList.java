package io.im2wav4j.data.reader;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.CsvList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of VGGSound's clips, a CSV without header: {@code id,start,label,split} as vggsound.csv,
 * {@code name,label} as the authors' test.csv, or {@code id,start,label} or {@code
 * name,label,split}. A name is ID_START in seconds, with zeros in front or without, or ID_START_END
 * in milliseconds, with an extension or without. A list that has no splits is of the one in its
 * name, else of the test.
 *
 * @param rows in the list's order
 */
record VggSoundList(List<Row> rows) {
  private static final String ID = "YouTube id";
  private static final String START = "start second";
  private static final String LABEL = "label";
  private static final String SPLIT = "train or test";
  private static final String NAME = "clip";

  /** Where any CSV may lie, an id must be as YouTube's are. */
  private static final String PUBLISHED_ID = "[\\w-]{11}";

  private static final Pattern CLIP =
      Pattern.compile("(" + PUBLISHED_ID + ")_(\\d{1,9}?)(_\\d{1,9})?(\\.\\w{2,4})?");

  private static final Map<String, String> SPLITS =
      Map.of("train", "train", "test", "test", "validation", "validation", "val", "validation");

  /**
   * A clip.
   *
   * @param name ID_SSSSSS
   * @param id YouTube's
   * @param milliseconds where the clip starts
   */
  record Row(String name, String id, long milliseconds, String label, String split) {}

  /** Whether a CSV's first row is that of such a list. */
  static boolean isFirst(List<String> row) {
    return columns(row).isPresent();
  }

  private static Optional<List<String>> columns(List<String> row) {
    Predicate<Integer> number = i -> row.get(i).strip().matches("\\d{1,9}");
    Predicate<Integer> split = i -> split(row.get(i)) != null;
    boolean named = !row.isEmpty() && CLIP.matcher(row.get(0).strip()).matches();
    if (row.size() == 4 && number.test(1) && split.test(3)) {
      return Optional.of(List.of(ID, START, LABEL, SPLIT));
    }
    if (row.size() == 3 && number.test(1) && row.get(0).strip().matches(PUBLISHED_ID)) {
      return Optional.of(List.of(ID, START, LABEL));
    }
    if (row.size() == 3 && named && split.test(2)) {
      return Optional.of(List.of(NAME, LABEL, SPLIT));
    }
    return row.size() == 2 && named ? Optional.of(List.of(NAME, LABEL)) : Optional.empty();
  }

  /**
   * Reads a list.
   *
   * @throws UserError that names the line that is none of a clip
   */
  static VggSoundList read(Path csv) {
    String expected = "the published vggsound.csv";
    List<String> columns =
        columns(CsvList.firstRow(csv, expected)).orElse(List.of(ID, START, LABEL, SPLIT));
    CsvList cells = CsvList.read(csv, expected, columns);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < cells.size(); row++) {
      String id;
      long milliseconds;
      if (columns.contains(NAME)) {
        String name = cells.getCell(row, NAME).strip();
        Matcher match = CLIP.matcher(name);
        if (!match.matches()) {
          throw error(cells, row, "clip '" + name + "'", "ID_START.mp4");
        }
        id = match.group(1);
        milliseconds = Long.parseLong(match.group(2)) * (match.group(3) == null ? 1000 : 1);
      } else {
        id = cells.getCell(row, ID).strip();
        String start = cells.getCell(row, START).strip();
        if (!start.matches("\\d{1,9}")) {
          throw error(cells, row, "start '" + start + "'", "an integer, in seconds");
        }
        milliseconds = 1000 * Long.parseLong(start);
      }
      String given = columns.contains(SPLIT) ? cells.getCell(row, SPLIT).strip() : ofName(csv);
      String split = split(given);
      if (split == null) {
        throw error(cells, row, "split '" + given + "'", "train or test");
      }
      String name = String.format(Locale.ROOT, "%s_%06d", id, milliseconds / 1000);
      rows.add(new Row(name, id, milliseconds, cells.getCell(row, LABEL).strip(), split));
    }
    return new VggSoundList(rows);
  }

  private static String ofName(Path csv) {
    String name = csv.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.contains("train") ? "train" : name.contains("val") ? "validation" : "test";
  }

  private static String split(String cell) {
    return SPLITS.get(cell.strip().toLowerCase(Locale.ROOT));
  }

  private static UserError error(CsvList rows, int row, String given, String expected) {
    return new UserError(
        rows.where(row), given, expected, "Use the published vggsound.csv, which has no header");
  }
}
