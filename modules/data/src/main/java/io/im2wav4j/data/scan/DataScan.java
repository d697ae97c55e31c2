package io.im2wav4j.data.scan;

import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The result of looking into every file of a data set.
 *
 * @param format layout
 * @param items listed with their files there
 * @param withSound items with a sound
 * @param withPicture items with a picture or frames
 * @param hours of sound
 * @param labels items of each label
 * @param splits items of each split
 * @param frameRates items of each frame rate, where frames come from a video
 * @param sampleRates items of each sample rate
 * @param channels items of each number of channels
 * @param shorter items with a sound shorter than a window of the tiny models, and of the published
 *     ones, by that window in words
 * @param missing listed without a file
 * @param passedOver files in the folder that no item reads
 * @param broken each file that cannot be used, with the reason
 * @param brokenItems ids of the items that want such a file
 * @param warnings what makes the set or a sound doubtful
 */
public record DataScan(
    String format,
    int items,
    int withSound,
    int withPicture,
    double hours,
    Map<String, Integer> labels,
    Map<String, Integer> splits,
    Map<String, Integer> frameRates,
    Map<String, Integer> sampleRates,
    Map<String, Integer> channels,
    Map<String, List<String>> shorter,
    List<String> missing,
    List<String> passedOver,
    List<String> broken,
    List<String> brokenItems,
    List<String> warnings) {
  /** What resampling and a codec's frames may take from a clip, in seconds. */
  private static final double TOLERANCE = 0.01;

  private static final Map<String, Double> WINDOWS = windows();

  /** Looks into every file, each once. */
  public static DataScan of(DataSet set) {
    Map<String, Integer> labels = new TreeMap<>();
    Map<String, Integer> splits = new TreeMap<>();
    Map<String, Integer> frameRates = new TreeMap<>();
    Map<String, Integer> sampleRates = new TreeMap<>();
    Map<String, Integer> channels = new TreeMap<>();
    Map<String, List<String>> shorter = new LinkedHashMap<>();
    WINDOWS.keySet().forEach(window -> shorter.put(window, new ArrayList<>()));
    LevelWarnings levels = new LevelWarnings();
    Set<String> broken = new TreeSet<>();
    List<String> brokenItems = new ArrayList<>();
    FileChecks checks = new FileChecks();
    int sounds = 0;
    int pictures = 0;
    double seconds = 0;
    try (Progress progress = Progress.startWhole("scan", set.items().size())) {
      for (Item item : set.items()) {
        labels.merge(item.label(), 1, Integer::sum);
        splits.merge(item.split(), 1, Integer::sum);
        ItemCheck check = checks.check(item);
        if (check.soundSeconds() > 0) {
          sounds++;
          seconds += check.soundSeconds();
          sampleRates.merge(check.sampleRate() + " Hz", 1, Integer::sum);
          channels.merge(String.valueOf(check.channels()), 1, Integer::sum);
          levels.add(item.id(), check.channels(), check.levels());
          WINDOWS.forEach(
              (window, length) -> {
                if (check.soundSeconds() < length - TOLERANCE) {
                  shorter.get(window).add(item.id());
                }
              });
        }
        if (check.frameRate() > 0) {
          frameRates.merge(String.format(Locale.ROOT, "%.2f", check.frameRate()), 1, Integer::sum);
        }
        pictures += check.picture() ? 1 : 0;
        if (!check.faults().isEmpty()) {
          brokenItems.add(item.id());
          broken.addAll(check.faults());
        }
        progress.step(1, brokenItems.isEmpty() ? "" : brokenItems.size() + " broken");
      }
    }
    List<String> warnings = new ArrayList<>(SetWarnings.of(set));
    warnings.addAll(levels.texts());
    return new DataScan(
        set.format(),
        set.items().size(),
        sounds,
        pictures,
        seconds / 3600,
        labels,
        splits,
        frameRates,
        sampleRates,
        channels,
        shorter,
        set.missing(),
        set.passedOver(),
        List.copyOf(broken),
        brokenItems,
        warnings);
  }

  private static Map<String, Double> windows() {
    Map<String, Double> windows = new LinkedHashMap<>();
    windows.put("1.024 s (tiny models)", 1.024);
    windows.put("4.096 s (published models)", 4.096);
    return windows;
  }

  /** The items of the scanned set without the broken ones. */
  public List<Item> usable(DataSet set) {
    Set<String> unusable = new HashSet<>(brokenItems);
    return set.items().stream().filter(item -> !unusable.contains(item.id())).toList();
  }

  /** A few lines to read. */
  public String table() {
    StringBuilder text = new StringBuilder();
    row(text, "layout", format);
    row(
        text,
        "items",
        items + " (" + withSound + " with sound, " + withPicture + " with pictures)");
    row(text, "sound", String.format(Locale.ROOT, "%.3f h", hours));
    row(text, "splits", counts(splits));
    row(text, "labels", labels.size() + ": " + counts(labels));
    row(text, "frame rates", frameRates.isEmpty() ? "no video" : counts(frameRates));
    row(text, "sample rates", sampleRates.isEmpty() ? "no sound" : counts(sampleRates));
    row(text, "channels", channels.isEmpty() ? "no sound" : counts(named(channels)));
    shorter.forEach((window, ids) -> row(text, "shorter than", window + ": " + list(ids)));
    row(text, "missing", list(missing));
    row(text, "passed over", list(passedOver));
    row(text, "broken", list(broken));
    row(text, "warnings", warnings.isEmpty() ? "none" : warnings.size() + ":");
    warnings.forEach(warning -> row(text, "", "- " + warning));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-13s %s%n", name, value));
  }

  private static Map<String, Integer> named(Map<String, Integer> channels) {
    Map<String, Integer> named = new LinkedHashMap<>();
    channels.forEach((n, items) -> named.put(n + "-channel", items));
    return named;
  }

  private static String counts(Map<String, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((key, n) -> parts.add((key.isEmpty() ? "(none)" : key) + " " + n));
    int most = Math.min(12, parts.size());
    return String.join(", ", parts.subList(0, most))
        + (parts.size() > most ? ", and " + (parts.size() - most) + " more" : "");
  }

  private static String list(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    int most = Math.min(5, names.size());
    return names.size()
        + ": "
        + String.join("; ", names.subList(0, most))
        + (names.size() > most ? "; ..." : "");
  }
}
