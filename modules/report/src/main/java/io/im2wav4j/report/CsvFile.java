package io.im2wav4j.report;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The numbers behind charts and tables, one file each. */
final class CsvFile {
  private CsvFile() {}

  /** Columns: step and one for each curve; empty where a curve has no value at the step. */
  static void curves(Path file, List<Curve> curves) {
    List<String> header = new ArrayList<>(List.of("step"));
    Map<Long, String[]> rows = new TreeMap<>();
    for (int c = 0; c < curves.size(); c++) {
      header.add(curves.get(c).name());
      for (Curve.Point p : curves.get(c).points()) {
        rows.computeIfAbsent(p.step(), s -> new String[curves.size()])[c] =
            Numbers.exact(p.value());
      }
    }
    List<List<String>> lines = new ArrayList<>();
    rows.forEach(
        (step, values) -> {
          List<String> line = new ArrayList<>(List.of(step.toString()));
          for (String value : values) {
            line.add(value == null ? "" : value);
          }
          lines.add(line);
        });
    write(file, header, lines);
  }

  /** Columns: name, estimate, low, high, level. */
  static void bars(Path file, BarChart chart) {
    List<List<String>> lines =
        chart.bars().stream()
            .map(
                b ->
                    List.of(
                        b.name(),
                        Numbers.exact(b.value().estimate()),
                        Numbers.exact(b.value().low()),
                        Numbers.exact(b.value().high()),
                        Numbers.exact(b.value().level())))
            .toList();
    write(file, List.of("name", "estimate", "low", "high", "level"), lines);
  }

  /** One line for each metric of each system. */
  static void metrics(Path file, EvaluationResult result) {
    List<List<String>> lines = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      for (MetricResult m : system.metrics()) {
        lines.add(
            List.of(
                system.name(),
                m.name(),
                m.unit(),
                Numbers.exact(m.value().estimate()),
                Numbers.exact(m.value().low()),
                Numbers.exact(m.value().high()),
                Numbers.exact(m.value().level()),
                Integer.toString(m.count()),
                system.note()));
      }
    }
    write(
        file,
        List.of("system", "metric", "unit", "estimate", "low", "high", "level", "count", "note"),
        lines);
  }

  private static void write(Path file, List<String> header, List<List<String>> lines) {
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          print(writer, header, lines);
          writer.flush();
        });
  }

  private static void print(Writer writer, List<String> header, List<List<String>> lines)
      throws IOException {
    CSVPrinter printer = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get().print(writer);
    printer.printRecord(header);
    for (List<String> line : lines) {
      printer.printRecord(line);
    }
  }
}
