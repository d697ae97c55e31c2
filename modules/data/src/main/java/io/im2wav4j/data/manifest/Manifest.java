package io.im2wav4j.data.manifest;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The list of a data set's items: CSV with the header {@code
 * id,split,label,media,image,start,duration}. Paths are relative to the manifest's folder; an empty
 * media or image means there is none.
 */
public final class Manifest {
  private static final List<String> HEADER =
      List.of("id", "split", "label", "media", "image", "start", "duration");

  private static final int MOST_SHOWN = 80;

  private Manifest() {}

  /** Whether these are the cells of a manifest's first line. */
  public static boolean isHeader(List<String> cells) {
    return cells.equals(HEADER);
  }

  /** Reads a manifest. Whether its files are there is for {@code DataSets} to find out. */
  public static List<Item> read(Path file) {
    String expected = "a manifest (made by 'im2wav data scan DATA --write-manifest')";
    List<String> first = CsvList.firstRow(file, expected);
    if (!isHeader(first)) {
      throw new UserError(
          file + (first.isEmpty() ? "" : ":1"),
          first.isEmpty() ? "an empty file" : "the first line '" + shortened(first) + "'",
          String.join(",", HEADER),
          "Mend the first line, or name the layout with --format");
    }
    CsvList rows = CsvList.read(file, expected, HEADER);
    List<Item> items = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Path folder = file.toAbsolutePath().getParent();
    for (int row = 1; row < rows.size(); row++) {
      Item item = item(rows, row, folder);
      if (!ids.add(item.id())) {
        throw new UserError(
            rows.where(row),
            "the id '" + item.id() + "' again",
            "each id once",
            "Rename one of them");
      }
      items.add(item);
    }
    if (items.isEmpty()) {
      throw new UserError(
          file.toString(),
          "no items",
          "at least one line below the header",
          "Make the manifest again");
    }
    return items;
  }

  private static String shortened(List<String> first) {
    String line = String.join(",", first);
    return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "..." : line;
  }

  private static Item item(CsvList rows, int row, Path folder) {
    String start = rows.getCell(row, "start");
    String duration = rows.getCell(row, "duration");
    try {
      return new Item(
          rows.getCell(row, "id"),
          rows.getCell(row, "split"),
          rows.getCell(row, "label"),
          path(folder, rows.getCell(row, "media")),
          path(folder, rows.getCell(row, "image")),
          number(start),
          number(duration));
    } catch (NumberFormatException e) {
      throw new UserError(
          rows.where(row),
          "start '" + start + "', duration '" + duration + "'",
          "seconds, as 2.5",
          "Mend that line",
          e);
    } catch (IllegalArgumentException e) {
      throw new UserError(rows.where(row), e.getMessage(), "a valid item", "Mend that line", e);
    }
  }

  private static Path path(Path folder, String cell) {
    return cell.isEmpty() ? null : folder.resolve(cell).normalize();
  }

  private static double number(String cell) {
    return cell.isEmpty() ? 0 : Double.parseDouble(cell);
  }

  /** Writes a manifest atomically; media outside the manifest's folder get paths with "..". */
  public static void write(Path file, List<Item> items) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    List<List<String>> rows = new ArrayList<>();
    for (Item item : items) {
      rows.add(
          List.of(
              item.id(),
              item.split(),
              item.label(),
              relative(folder, item.media()),
              relative(folder, item.image()),
              String.valueOf(item.start()),
              String.valueOf(item.duration())));
    }
    Csv.write(file, HEADER, rows);
  }

  private static String relative(Path folder, Path path) {
    return path == null
        ? ""
        : folder.relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }
}
