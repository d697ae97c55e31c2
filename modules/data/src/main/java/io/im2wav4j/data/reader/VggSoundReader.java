package io.im2wav4j.data.reader;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * VGGSound (Chen et al., ICASSP 2020): a CSV without header (YouTube id, start second, label,
 * "train" or "test") and a folder of ten-second clips, named ID_SSSSSS.mp4 (six digits of seconds)
 * or ID_START_END.mp4 (milliseconds, as SpecVQGAN and Im2Wav do). Part of the training split is set
 * aside for validation.
 */
public final class VggSoundReader {
  private static final int COLUMNS = 4;
  private static final long CLIP_MILLISECONDS = 10_000;

  private VggSoundReader() {}

  /** Reads the CSV and looks for each clip in the folder and its folders train, test and video. */
  public static DataSet read(Path csv, Path clips, Splits splits) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(csv, StandardCharsets.UTF_8);
        CSVParser parser =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get().parse(reader)) {
      for (CSVRecord row : parser) {
        String where = csv + ":" + parser.getCurrentLineNumber();
        if (row.size() != COLUMNS) {
          throw new UserError(
              where,
              row.size() + " columns",
              "4 (YouTube id, start second, label, train or test)",
              "Use the published vggsound.csv; a label with a comma must be quoted");
        }
        String id = row.get(0).strip();
        long start = startSecond(where, row.get(1));
        String split = row.get(3).strip().toLowerCase(Locale.ROOT);
        if (!split.equals("train") && !split.equals("test")) {
          throw new UserError(
              where,
              "split '" + row.get(3) + "'",
              "train or test",
              "Use the published vggsound.csv");
        }
        String name = String.format(Locale.ROOT, "%s_%06d", id, start);
        Optional<Path> clip = find(clips, id, start);
        if (clip.isEmpty()) {
          missing.add(name);
          continue;
        }
        boolean held = split.equals("train") && splits.of(name).equals("validation");
        items.add(
            new Item(
                name, held ? "validation" : split, row.get(2).strip(), clip.get(), null, 0, 0));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserError(
          csv.toString(),
          "cannot be read as CSV (" + e.getMessage() + ")",
          "the published vggsound.csv",
          "Check the file",
          e);
    }
    return new DataSet("vggsound", items, missing);
  }

  private static long startSecond(String where, String cell) {
    try {
      return Long.parseLong(cell.strip());
    } catch (NumberFormatException e) {
      throw new UserError(
          where, "start '" + cell + "'", "whole seconds", "Use the published vggsound.csv", e);
    }
  }

  private static Optional<Path> find(Path clips, String id, long start) {
    String seconds = String.format(Locale.ROOT, "%s_%06d.mp4", id, start);
    String milliseconds =
        id + "_" + start * 1000 + "_" + (start * 1000 + CLIP_MILLISECONDS) + ".mp4";
    return Stream.of(clips, clips.resolve("train"), clips.resolve("test"), clips.resolve("video"))
        .flatMap(folder -> Stream.of(folder.resolve(seconds), folder.resolve(milliseconds)))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
