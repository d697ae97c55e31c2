package io.im2wav4j.data.reader;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Csv;
import io.im2wav4j.data.manifest.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VGGSound (Chen et al., ICASSP 2020): a CSV without header (YouTube id, start second, label,
 * "train" or "test") and a folder of ten-second clips, which may have folders in it. Clips are
 * named ID_SSSSSS.mp4 (six digits of seconds) or ID_START_END.mp4 (milliseconds, as SpecVQGAN and
 * Im2Wav do); other media extensions will do. Part of the training split is set aside for
 * validation.
 */
public final class VggSoundReader {
  private static final int COLUMNS = 4;
  private static final Pattern MILLISECONDS = Pattern.compile("(.+)_(\\d+)_\\d+");

  private VggSoundReader() {}

  /** Reads the CSV and looks for each clip in the folder. */
  public static DataSet read(Path csv, Path clips, Splits splits) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Map<String, Path> files = files(clips);
    for (Csv.Row row : Csv.read(csv, "the published vggsound.csv")) {
      List<String> cells = row.cells();
      if (cells.size() != COLUMNS) {
        throw new UserError(
            row.where(),
            cells.size() + " columns",
            "4 (YouTube id, start second, label, train or test)",
            "Use the published vggsound.csv; a label with a comma must be quoted");
      }
      String id = cells.get(0).strip();
      long start = startSecond(row.where(), cells.get(1).strip());
      String split = cells.get(3).strip().toLowerCase(Locale.ROOT);
      if (!split.equals("train") && !split.equals("test")) {
        throw new UserError(
            row.where(),
            "split '" + cells.get(3) + "'",
            "train or test",
            "Use the published vggsound.csv");
      }
      String name = String.format(Locale.ROOT, "%s_%06d", id, start);
      if (!seen.add(name)) {
        throw new UserError(
            row.where(),
            "the clip " + name + " again",
            "each clip once",
            "Remove one of the lines");
      }
      Path clip = files.getOrDefault(name, files.get(milliseconds(id, 1000 * start)));
      if (clip == null) {
        missing.add(name);
      } else {
        String itemId = Folders.id(name);
        String label = cells.get(2).strip();
        items.add(new Item(itemId, splits.within(split, itemId), label, clip, null, 0, 0));
      }
    }
    return new DataSet("vggsound", items, missing);
  }

  /** Clips by their names, and those named in milliseconds also by id and start. */
  private static Map<String, Path> files(Path clips) {
    Map<String, Path> files = new HashMap<>();
    for (Path file : Folders.mediaBelow(clips)) {
      String name = Folders.baseName(file);
      files.putIfAbsent(name, file);
      Matcher match = MILLISECONDS.matcher(name);
      if (match.matches() && match.group(2).length() < 10) {
        files.putIfAbsent(milliseconds(match.group(1), Long.parseLong(match.group(2))), file);
      }
    }
    return files;
  }

  /** A key that no file name can be. */
  private static String milliseconds(String id, long start) {
    return id + "/" + start;
  }

  private static long startSecond(String where, String cell) {
    if (!cell.matches("\\d{1,9}")) {
      throw new UserError(
          where,
          "start '" + cell + "'",
          "whole seconds",
          "Use the published vggsound.csv, which has no header");
    }
    return Long.parseLong(cell);
  }
}
