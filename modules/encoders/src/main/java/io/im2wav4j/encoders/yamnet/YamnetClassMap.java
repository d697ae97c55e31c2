package io.im2wav4j.encoders.yamnet;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads the published {@code yamnet_class_map.csv}: columns index, mid, display_name. */
final class YamnetClassMap {
  /** The name of the published file. */
  static final String FILE = "yamnet_class_map.csv";

  private YamnetClassMap() {}

  /** The names in the order of the scores. */
  static List<String> read(Path csv, int classes) {
    if (!Files.isRegularFile(csv)) {
      throw new UserError(
          csv.toString(),
          "no such file",
          "YAMNet's " + FILE,
          "Put it beside the network's ONNX file, or name it");
    }
    List<String> names = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(csv, StandardCharsets.UTF_8)) {
      for (CSVRecord row : CSVFormat.RFC4180.parse(reader)) {
        boolean header = row.getRecordNumber() == 1;
        if (row.size() != 3 || !(header || row.get(0).equals(String.valueOf(names.size())))) {
          throw broken(csv, "row " + row.getRecordNumber() + " is '" + row.get(0) + "', ...", null);
        }
        if (!header) {
          names.add(row.get(2));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw broken(csv, "no CSV in UTF-8", e);
    }
    if (names.size() != classes) {
      throw broken(csv, names.size() + " classes", null);
    }
    return List.copyOf(names);
  }

  private static UserError broken(Path csv, String given, Throwable cause) {
    return new UserError(
        csv.toString(),
        given,
        "a header and rows of index, mid, display_name from 0 on, as many as the network has",
        "Use the published " + FILE,
        cause);
  }
}
