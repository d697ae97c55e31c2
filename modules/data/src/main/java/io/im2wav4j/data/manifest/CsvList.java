package io.im2wav4j.data.manifest;

import ai.djl.basicdataset.tabular.CsvDataset;
import ai.djl.translate.TranslateException;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.PlainFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A list in a CSV file, as DJL reads it: every line is a row, whose errors name the line. */
public final class CsvList extends CsvDataset {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String UNDECODABLE = "\uFFFD";
  private static final long LARGEST_FILE = 1L << 30; // five million rows of a manifest

  private final Path file;
  private final String expected;
  private final List<String> columns;

  private CsvList(Path file, String expected, List<String> columns, CsvBuilder<?> builder) {
    super(builder);
    this.file = file;
    this.expected = expected;
    this.columns = columns;
  }

  /**
   * Reads a UTF-8 file; empty lines are passed over.
   *
   * @param expected what the file should be, for errors
   * @param columns their names, for {@link #getCell}
   * @throws UserError where it is not such a file, or a row has not as many columns
   */
  public static CsvList read(Path file, String expected, List<String> columns) {
    requireList(file, expected);
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(columns.toArray(String[]::new)).get();
    CsvBuilder<?> builder =
        builder().optCsvFile(file).setCsvFormat(format).noLabels().setSampling(1, false);
    columns.forEach(builder::addCategoricalFeature);
    CsvList list = new CsvList(file, expected, columns, builder);
    try {
      list.prepare();
    } catch (IOException | UncheckedIOException | TranslateException e) {
      throw unreadable(file, expected, e.getMessage(), e);
    }
    return list;
  }

  /** The cells of a file's first row; none of an empty file. Errors as of {@link #read}. */
  public static List<String> firstRow(Path file, String expected) {
    requireList(file, expected);
    try (CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.DEFAULT)) {
      return rows.stream().limit(1).flatMap(CSVRecord::stream).map(CsvList::withoutMark).toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(file, expected, e.getMessage(), e);
    }
  }

  /** All rows are held at once. */
  private static void requireList(Path file, String expected) {
    PlainFile.require(file, expected);
    long bytes = file.toFile().length();
    if (bytes > LARGEST_FILE) {
      throw new UserError(
          file.toString(),
          bytes + " bytes",
          expected + " of at most " + LARGEST_FILE + " bytes",
          "Check that it is a list; split a longer one");
    }
  }

  private static UserError unreadable(Path file, String expected, String why, Exception cause) {
    return Files.isRegularFile(file)
        ? new UserError(
            file.toString(),
            "cannot be read as CSV (" + why + ")",
            expected + ", UTF-8",
            "Check the quotes and the encoding of the file",
            cause)
        : new UserError(file.toString(), "no such file", expected, "Check the path", cause);
  }

  /** Called when all rows are there: checks them before any cell is asked for. */
  @Override
  protected void prepareFeaturizers() {
    for (int row = 0; row < csvRecords.size(); row++) {
      CSVRecord cells = csvRecords.get(row);
      if (cells.size() != columns.size()) {
        throw new UserError(
            where(row),
            cells.size() + " columns",
            columns.size() + " (" + String.join(",", columns) + ")",
            "Use " + expected + "; a cell with a comma must be quoted");
      }
      if (cells.stream().anyMatch(cell -> cell.contains(UNDECODABLE))) {
        throw unreadable(file, expected, "not UTF-8", null);
      }
    }
    super.prepareFeaturizers();
  }

  /** Spreadsheets put a mark in front of a file. */
  private static String withoutMark(String cell) {
    return cell.startsWith(BYTE_ORDER_MARK) ? cell.substring(1) : cell;
  }

  @Override
  public String getCell(long row, String column) {
    return withoutMark(super.getCell(row, column));
  }

  /** File and line of a row, for errors. */
  public String where(int row) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      int start = (int) csvRecords.get(row).getCharacterPosition();
      while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
        start++; // Empty lines in front of a row count as its beginning.
      }
      return file + ":" + (1 + text.substring(0, start).chars().filter(c -> c == '\n').count());
    } catch (IOException e) {
      return file + ", row " + (row + 1);
    }
  }
}
