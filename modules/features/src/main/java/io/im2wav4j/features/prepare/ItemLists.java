package io.im2wav4j.features.prepare;

import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.data.manifest.Item;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The identity of lists of items; each file is hashed once. */
final class ItemLists {
  private final Map<Path, String> hashes = new ConcurrentHashMap<>();

  /**
   * A hash of all that decides what is made of items: ids, splits, labels, stretches and the
   * content of the file that is read. A file that can't be read counts as such: it is passed over.
   */
  String sha256(List<Item> items, Function<Item, Path> file) {
    return Hashes.sha256(
        items.parallelStream()
            .map(
                item -> {
                  Path read = file.apply(item);
                  return String.join(
                      "\t",
                      item.id(),
                      item.split(),
                      item.label(),
                      read == null ? "" : hashes.computeIfAbsent(read, ItemLists::content),
                      item.start() + "\t" + item.duration() + "\n");
                })
            .collect(Collectors.joining()));
  }

  private static String content(Path file) {
    try {
      return Hashes.sha256(file);
    } catch (UncheckedIOException e) {
      return "unreadable";
    }
  }
}
