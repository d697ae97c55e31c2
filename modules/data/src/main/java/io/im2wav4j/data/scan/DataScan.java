package io.im2wav4j.data.scan;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.MediaInfo;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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
 * @param frameRates videos of each frame rate
 * @param sampleRates sounds of each sample rate
 * @param missing listed without a file
 * @param broken each file that cannot be used, with the reason
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
    List<String> missing,
    List<String> broken) {

  /** Looks into every file. */
  public static DataScan of(DataSet set) {
    Map<String, Integer> labels = new TreeMap<>();
    Map<String, Integer> splits = new TreeMap<>();
    Map<String, Integer> frameRates = new TreeMap<>();
    Map<String, Integer> sampleRates = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    int sounds = 0;
    int pictures = 0;
    double seconds = 0;
    try (Progress progress = Progress.start("scan", set.items().size())) {
      for (Item item : set.items()) {
        labels.merge(item.label(), 1, Integer::sum);
        splits.merge(item.split(), 1, Integer::sum);
        boolean picture = false;
        try {
          if (item.image() != null) {
            PictureFile.read(item.image());
            picture = true;
          }
          if (item.media() != null) {
            MediaInfo info = MediaFile.probe(item.media());
            if (info.hasAudio()) {
              sounds++;
              seconds +=
                  item.duration() > 0
                      ? item.duration()
                      : Math.max(0, info.seconds() - item.start());
              sampleRates.merge(info.sampleRate() + " Hz", 1, Integer::sum);
            } else {
              broken.add(item.media() + ": no sound");
            }
            if (info.hasVideo() && item.image() == null) {
              picture = true;
              frameRates.merge(
                  String.format(Locale.ROOT, "%.2f", info.frameRate()), 1, Integer::sum);
            }
          }
        } catch (UserError e) {
          broken.add(e.getMessage());
        }
        pictures += picture ? 1 : 0;
        progress.step(1, broken.isEmpty() ? "" : broken.size() + " broken");
      }
    }
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
        set.missing(),
        broken);
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
    row(text, "missing", list(missing));
    row(text, "broken", list(broken));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-13s %s%n", name, value));
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
