package io.im2wav4j.data.scan;

import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What makes a data set doubtful as a whole. No file is decoded for it. */
public final class SetWarnings {
  private static final String UNFINISHED =
      "(?i).*\\.(part|ytdl|crdownload|download|partial|aria2|tmp|temp)(-Frag\\d+)?";

  private SetWarnings() {}

  /** All of a set: what matters to training, too. */
  public static List<String> of(DataSet set) {
    List<String> warnings = new ArrayList<>();
    for (String split : List.of("train", "validation", "test")) {
      boolean pictures = set.items().stream().allMatch(item -> item.media() == null);
      if (set.items(split).isEmpty() && !(pictures && !split.equals("test"))) {
        warnings.add("no items in the split '" + split + "'" + consequence(split));
      }
    }
    warnings.addAll(ofTest(set));
    return warnings;
  }

  private static String consequence(String split) {
    return switch (split) {
      case "train" -> ": nothing to train on";
      case "validation" -> ": training cannot tell whether it still gains";
      default -> ": nothing to score sounds on";
    };
  }

  /** Of a set whose items sounds are made for, or scored on. */
  public static List<String> ofTest(DataSet set) {
    List<String> warnings = new ArrayList<>(set.notes());
    List<String> unfinished = set.passedOver().stream().filter(f -> f.matches(UNFINISHED)).toList();
    add(warnings, unfinished, "unfinished downloads, not read");
    Set<String> trained = labels(set.items("train"));
    Set<String> untrained = labels(set.items("test"));
    untrained.removeAll(trained);
    if (!trained.isEmpty()) {
      add(warnings, untrained, "labels of test items that no training item has");
    }
    add(warnings, inTwoSplits(set.items()), "sounds are in two splits");
    return warnings;
  }

  private static void add(List<String> warnings, Collection<String> names, String what) {
    if (!names.isEmpty()) {
      warnings.add(DataSet.some(names.size() + " " + what, names));
    }
  }

  private static Set<String> labels(List<Item> items) {
    return items.stream()
        .map(Item::label)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Items whose sounds are the same, byte by byte; only files of one size are read. */
  private static List<String> inTwoSplits(List<Item> items) {
    Map<Long, List<Item>> bySize = new TreeMap<>();
    for (Item item : items) {
      if (item.media() != null) {
        bySize.computeIfAbsent(size(item.media()), size -> new ArrayList<>()).add(item);
      }
    }
    List<String> out = new ArrayList<>();
    Map<Path, String> hashes = new HashMap<>();
    for (List<Item> same : bySize.values()) {
      if (splits(same).size() < 2) {
        continue;
      }
      Map<String, List<Item>> bySound = new TreeMap<>();
      for (Item item : same) {
        String hash = hashes.computeIfAbsent(item.media(), SetWarnings::hash);
        String stretch = hash + " " + item.start() + " " + item.duration();
        bySound.computeIfAbsent(stretch, s -> new ArrayList<>()).add(item);
      }
      for (List<Item> equal : bySound.values()) {
        if (splits(equal).size() > 1) {
          out.add(
              equal.stream()
                  .map(item -> item.id() + " (" + item.split() + ")")
                  .collect(Collectors.joining(" = ")));
        }
      }
    }
    return out;
  }

  private static Set<String> splits(List<Item> items) {
    return items.stream().map(Item::split).collect(Collectors.toCollection(HashSet::new));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }

  /** A file that cannot be read is equal to none; whoever reads it says so. */
  private static String hash(Path file) {
    try {
      return Hashes.sha256(file);
    } catch (UncheckedIOException e) {
      return file.toString();
    }
  }
}
