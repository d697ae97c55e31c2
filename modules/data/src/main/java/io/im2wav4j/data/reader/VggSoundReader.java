package io.im2wav4j.data.reader;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.CsvList;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
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
 * Im2Wav do); other media extensions will do. Of longer files the first ten seconds count. Some of the training split is set aside for
 * validation.
 */
public final class VggSoundReader {
  private static final List<String> COLUMNS =
      List.of("YouTube id", "start second", "label", "train or test");
  private static final Pattern MILLISECONDS = Pattern.compile("(.+)_(\\d+)_\\d+");

  /** Of a clip; a longer file counts for as much. */
  private static final double SECONDS = 10;

  private VggSoundReader() {}

  /** Reads the CSV and looks for each clip in the folder. */
  public static DataSet read(Path csv, Path clips, Splits splits) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Map<String, Path> files = files(clips);
    CsvList rows = CsvList.read(csv, "the published vggsound.csv", COLUMNS);
    for (int row = 0; row < rows.size(); row++) {
      String id = rows.getCell(row, "YouTube id").strip();
      String split = rows.getCell(row, "train or test").strip().toLowerCase(Locale.ROOT);
      String start = rows.getCell(row, "start second").strip();
      if (!split.equals("train") && !split.equals("test")) {
        throw error(rows, row, "split '" + split + "'", "train or test");
      }
      if (!start.matches("\\d{1,9}")) {
        throw error(rows, row, "start '" + start + "'", "an integer, in seconds");
      }
      long second = Long.parseLong(start);
      String name = String.format(Locale.ROOT, "%s_%06d", id, second);
      if (!names.add(name)) {
        throw error(rows, row, "the clip " + name + " again", "each clip once");
      }
      Path clip = files.getOrDefault(name, files.get(milliseconds(id, 1000 * second)));
      if (clip == null) {
        missing.add(name);
      } else {
        String itemId = ItemId.of(clip, name);
        String label = rows.getCell(row, "label").strip();
        items.add(new Item(itemId, splits.within(split, itemId), label, clip, null, 0, SECONDS));
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

  private static UserError error(CsvList rows, int row, String given, String expected) {
    return new UserError(
        rows.where(row), given, expected, "Use the published vggsound.csv, which has no header");
  }
}
