package io.im2wav4j.core.io;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** CSV files in UTF-8, written whole. */
public final class Csv {
  /** What a spreadsheet would take for the beginning of a formula. */
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /**
   * Writes a file for people and their spreadsheets, as {@link #write}. A text that a spreadsheet
   * would run as a formula gets an apostrophe in front; numbers stay as they are.
   */
  public static void writeTable(Path file, List<String> header, List<List<String>> rows) {
    write(file, plain(header), rows.stream().map(Csv::plain).toList());
  }

  private static List<String> plain(List<String> cells) {
    return cells.stream().map(Csv::plain).toList();
  }

  private static String plain(String cell) {
    return cell.isEmpty() || FORMULA.indexOf(cell.charAt(0)) < 0 || isNumber(cell)
        ? cell
        : "'" + cell;
  }

  private static boolean isNumber(String cell) {
    return cell.matches("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?|-Infinity");
  }

  /**
   * Writes a file that programs read, as a manifest: cells are as given. Atomically; lines end in a
   * line feed, cells are quoted where needed.
   */
  public static void write(Path file, List<String> header, List<List<String>> rows) {
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CSVPrinter printer =
              CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get().print(writer);
          printer.printRecord(header);
          printer.printRecords(rows);
          printer.flush();
        });
  }
}
