package io.im2wav4j.features.prepare;

import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.data.manifest.Item;
import java.util.List;

/** The identity of a list of items. */
final class ItemLists {
  private ItemLists() {}

  /** A hash of all that decides what is read: ids, splits, labels, file names, stretches. */
  static String sha256(List<Item> items) {
    StringBuilder text = new StringBuilder();
    for (Item item : items) {
      text.append(item.id())
          .append('\t')
          .append(item.split())
          .append('\t')
          .append(item.label())
          .append('\t');
      text.append(item.media() == null ? "" : item.media().getFileName()).append('\t');
      text.append(item.image() == null ? "" : item.image().getFileName()).append('\t');
      text.append(item.start()).append('\t').append(item.duration()).append('\n');
    }
    return Hashes.sha256(text.toString());
  }
}
