package io.im2wav4j.data.reader;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.CsvList;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VGGSound (Chen et al., ICASSP 2020): lists of clips, see {@link VggSoundList}, and a folder of
 * ten-second clips, which may have folders in it. Clips are named ID_SSSSSS.mp4 (six digits of
 * seconds) or ID_START_END.mp4 (milliseconds, as SpecVQGAN and Im2Wav do); other media extensions
 * will do; of a longer file the first ten seconds count. Some of the training split is set aside
 * for validation. Of rows that name a clip again the first counts.
 */
public final class VggSoundReader {
  private static final String PUBLISHED = "vggsound.csv";
  private static final Pattern NAMED = Pattern.compile("(.+?)_(\\d{1,9}?)(_\\d+)?");

  /** Of a clip; a longer file counts for as much. */
  private static final double SECONDS = 10;

  private VggSoundReader() {}

  /**
   * The lists that count in a folder: vggsound.csv, or all that name a clip that is there. Where
   * the folder has only clips, they may lie in the one above.
   */
  static List<Path> lists(Path folder) {
    if (Files.isRegularFile(folder.resolve(PUBLISHED))) {
      return List.of(folder.resolve(PUBLISHED));
    }
    Map<String, Path> files = null;
    List<Path> lists = new ArrayList<>();
    Path above = folder.toAbsolutePath().normalize().getParent();
    for (Path place : above == null ? List.of(folder) : List.of(folder, above)) {
      if (place.equals(above) && (!lists.isEmpty() || Folders.media(folder).isEmpty())) {
        break;
      }
      for (Path csv : Folders.list(place)) {
        if (isList(csv)) {
          files = files == null ? files(folder) : files;
          Map<String, Path> there = files;
          if (VggSoundList.read(csv).rows().stream().anyMatch(r -> clip(there, r) != null)) {
            lists.add(csv);
          }
        }
      }
    }
    return lists;
  }

  /** Whether a file's first row is that of such a list. */
  static boolean isList(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".csv") || !Files.isRegularFile(file)) {
      return false;
    }
    try {
      return VggSoundList.isFirst(CsvList.firstRow(file, "a CSV"));
    } catch (UserError e) {
      return false;
    }
  }

  /** Reads the lists and looks for each clip in the folder. */
  static DataSet read(List<Path> lists, Path clips, Splits splits) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Map<String, VggSoundList.Row> rows = new LinkedHashMap<>();
    Set<String> again = new TreeSet<>();
    Set<String> other = new TreeSet<>();
    // Those of two columns last: they do not say the split.
    List<VggSoundList> read =
        lists.stream()
            .sorted(Comparator.comparing(csv -> -CsvList.firstRow(csv, "a CSV").size()))
            .map(VggSoundList::read)
            .toList();
    for (VggSoundList list : read) {
      for (VggSoundList.Row row : list.rows()) {
        VggSoundList.Row first = rows.putIfAbsent(row.name(), row);
        if (first != null) {
          again.add(row.name());
          if (!first.equals(row)) {
            other.add(row.name());
          }
        }
      }
    }
    Map<String, Path> files = files(clips);
    for (VggSoundList.Row row : rows.values()) {
      Path clip = clip(files, row);
      if (clip == null) {
        missing.add(row.name());
      } else {
        String id = ItemId.of(clip, row.name());
        items.add(
            new Item(id, splits.within(row.split(), id), row.label(), clip, null, 0, SECONDS));
      }
    }
    List<String> notes = new ArrayList<>();
    if (!again.isEmpty()) {
      notes.add(
          DataSet.some(again.size() + " clips are listed again, the first row counts", again));
    }
    if (!other.isEmpty()) {
      notes.add(DataSet.some(other.size() + " of them with another label or split", other));
    }
    return new DataSet("vggsound", items, missing, List.of(), notes);
  }

  private static Path clip(Map<String, Path> files, VggSoundList.Row row) {
    return files.get(key(row.id(), row.milliseconds()));
  }

  /** Clips by id and start. */
  private static Map<String, Path> files(Path clips) {
    Map<String, Path> files = new HashMap<>();
    for (Path file : Folders.mediaBelow(clips)) {
      Matcher match = NAMED.matcher(Folders.baseName(file));
      if (match.matches()) {
        long start = Long.parseLong(match.group(2));
        files.putIfAbsent(key(match.group(1), match.group(3) == null ? 1000 * start : start), file);
        // An id may itself end in digits: ID_30_000010.
        if (match.group(3) != null) {
          Matcher seconds = Pattern.compile("(.+)_(\\d{1,9})").matcher(Folders.baseName(file));
          if (seconds.matches()) {
            files.putIfAbsent(key(seconds.group(1), 1000 * Long.parseLong(seconds.group(2))), file);
          }
        }
      }
    }
    return files;
  }

  private static String key(String id, long milliseconds) {
    return id + "/" + milliseconds;
  }
}
