package io.im2wav4j.report.chart;

import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The numbers behind a chart or a table, for other programs. */
public final class CsvFile {
  private CsvFile() {}

  /** Writes the whole file. */
  public static void write(Path file, List<String> header, List<List<String>> rows) {
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          print(writer, header, rows);
          writer.flush();
        });
  }

  private static void print(Writer writer, List<String> header, List<List<String>> rows)
      throws IOException {
    CSVPrinter printer = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get().print(writer);
    printer.printRecord(header);
    for (List<String> row : rows) {
      printer.printRecord(row);
    }
  }
}
