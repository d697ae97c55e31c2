package io.im2wav4j.data.reader;

import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader found.
 *
 * @param format name of the layout
 * @param items whose files are there; of several with the same id, the later ones are renamed
 * @param missing names of the items that are listed but not there; no fault: much of VGGSound can't
 *     be had any more
 * @param passedOver files in the folder that no item reads
 * @param notes what else was noticed: rows that come again, lists that were not read
 */
public record DataSet(
    String format,
    List<Item> items,
    List<String> missing,
    List<String> passedOver,
    List<String> notes) {
  private static final int SHOWN = 5;

  /** Copies the lists. */
  public DataSet {
    items = unique(items);
    missing = List.copyOf(missing);
    passedOver = List.copyOf(passedOver);
    notes = List.copyOf(notes);
  }

  /** A set that passed over nothing. */
  public DataSet(String format, List<Item> items, List<String> missing) {
    this(format, items, missing, List.of(), List.of());
  }

  /**
   * The items of a split.
   *
   * @param split its name; "all": all items
   */
  public List<Item> items(String split) {
    return split.equals("all")
        ? items
        : items.stream().filter(item -> item.split().equals(split)).toList();
  }

  /** A text with some names: "3 clips: a, b, c". */
  public static String some(String what, Collection<String> names) {
    return what
        + ": "
        + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? ", ..." : "");
  }

  /**
   * Two file names may become one id: x.wav and x.mp4, or signs that an id cannot have. Ids that
   * differ only by case are made to differ more, for not every file system keeps them apart.
   */
  private static List<Item> unique(List<Item> items) {
    Set<String> ids = new HashSet<>();
    List<Item> out = new ArrayList<>(items.size());
    for (Item item : items) {
      String id = item.id();
      for (int n = 2; !ids.add(ItemId.folded(id)); n++) {
        id = item.id() + "-" + n;
      }
      out.add(id.equals(item.id()) ? item : item.withId(id));
    }
    return List.copyOf(out);
  }
}
