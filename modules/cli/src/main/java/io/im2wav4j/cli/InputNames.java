package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sounds are named by the files that they are made for. */
final class InputNames {
  private InputNames() {}

  /** Refuses two items whose sounds would have one name, also where only case tells them apart. */
  static void check(String command, List<Item> items) {
    Map<String, Item> named = new HashMap<>();
    for (Item item : items) {
      Item other = named.putIfAbsent(ItemId.folded(item.id()), item);
      if (other != null) {
        throw new UsageError(
            command,
            "two files of one name: both "
                + other.frameSource()
                + " and "
                + item.frameSource()
                + " make "
                + item.id()
                + ".wav",
            "names that differ by more than case, blanks and punctuation",
            "Rename one: the sounds are named by them");
      }
    }
  }
}
