package io.im2wav4j.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that can be sorted by a click on a column's name. The first column names the rows.
 *
 * @param key unique on the page, and the name of its CSV
 * @param caption what it shows
 * @param columns the first names the rows
 * @param rows one cell for each column
 * @param notes below it
 * @param csv the numbers behind it, or null
 */
public record DataTable(
    String key,
    String caption,
    List<Column> columns,
    List<Row> rows,
    List<String> notes,
    CsvData csv)
    implements Block {

  /** Copies the lists and checks the sizes. */
  public DataTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            columns.size() + " columns, a row of " + row.cells().size() + " cells");
      }
    }
  }

  @Override
  public String kind() {
    return "table";
  }

  /** This table with a note before its others. */
  DataTable withNote(String note) {
    List<String> all = new ArrayList<>(List.of(note));
    all.addAll(notes);
    return new DataTable(key, caption, columns, rows, all, csv);
  }

  /**
   * A column.
   *
   * @param name its heading
   * @param detail below it, smaller; may be empty
   * @param number whether it holds numbers, which stand at the right
   */
  public record Column(String name, String detail, boolean number) {}

  /** A row. */
  public record Row(List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param text as shown
   * @param detail below it, smaller; may be empty
   * @param sort what it is sorted by: a number's exact digits, or empty for the text
   * @param best whether it is marked as the best of its column
   */
  public record Cell(String text, String detail, String sort, boolean best) {

    /** A text. */
    public static Cell text(String text) {
      return new Cell(text, "", "", false);
    }

    /** A text with a remark. */
    public static Cell text(String text, String detail) {
      return new Cell(text, detail, "", false);
    }

    /** A number as shown, and its exact digits. */
    public static Cell number(String text, double value) {
      return new Cell(text, "", Double.toString(value), false);
    }
  }

  /**
   * The content of a CSV file.
   *
   * @param header names of columns
   * @param rows exact values
   */
  public record CsvData(List<String> header, List<List<String>> rows) {}
}
