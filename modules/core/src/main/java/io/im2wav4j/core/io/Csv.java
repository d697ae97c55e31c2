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
  private Csv() {}

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
