package io.im2wav4j.core.io;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** CSV files in UTF-8: rows that know where they stand, and files written whole. */
public final class Csv {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Csv() {}

  /**
   * A row.
   *
   * @param where file and line, for errors
   * @param cells without their quotes
   */
  public record Row(String where, List<String> cells) {}

  /**
   * All rows of a UTF-8 file; empty lines are passed over.
   *
   * @param expected what the file should be, for errors
   */
  public static List<Row> read(Path file, String expected) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          Files.isDirectory(file) ? "a folder" : "no such file",
          expected,
          "Check the path");
    }
    List<Row> rows = new ArrayList<>();
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      // Spreadsheets put a mark in front.
      text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      try (Reader reader = new StringReader(text);
          CSVParser parser =
              CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get().parse(reader)) {
        for (CSVRecord row : parser) {
          rows.add(new Row(file + ":" + parser.getCurrentLineNumber(), row.toList()));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(
          file + (rows.isEmpty() ? "" : " after line " + rows.size()),
          "cannot be read as CSV (" + e.getMessage() + ")",
          expected + ", UTF-8",
          "Check the quotes and the encoding of the file",
          e);
    }
    return rows;
  }

  /** Writes a whole file, atomically; lines end in a line feed, cells are quoted where needed. */
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
