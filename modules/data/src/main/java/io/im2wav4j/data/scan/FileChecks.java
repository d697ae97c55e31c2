package io.im2wav4j.data.scan;

import io.im2wav4j.audio.media.MediaCheck;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.MediaInfo;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.media.SoundLevels;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks into files, each once however many items share it. */
final class FileChecks {
  private final Map<Path, Found> media = new HashMap<>();
  private final Map<Path, String> videos = new HashMap<>();
  private final Map<Path, String> pictures = new HashMap<>();

  /** What a file holds, or null and what is wrong. */
  private record Found(MediaCheck file, String fault) {}

  ItemCheck check(Item item) {
    List<String> faults = new ArrayList<>();
    boolean picture = false;
    if (item.image() != null) {
      String fault = pictures.computeIfAbsent(item.image(), FileChecks::pictureFault);
      picture = fault.isEmpty();
      if (!picture) {
        faults.add(fault);
      }
    }
    double seconds = 0;
    int sampleRate = 0;
    double frameRate = 0;
    int channels = 0;
    SoundLevels levels = null;
    if (item.media() != null) {
      Found found = media.computeIfAbsent(item.media(), FileChecks::find);
      MediaInfo info = found.file() == null ? null : found.file().info();
      String unread = info == null ? found.fault() : fault(found.file(), item);
      if (!unread.isEmpty()) {
        faults.add(unread);
      } else {
        if (!info.hasAudio()) {
          faults.add(item.media() + ": no sound in it");
        } else if (item.start() >= info.seconds()) {
          faults.add(
              String.format(
                  Locale.ROOT,
                  "%s: ends at %.2f s, item %s starts at %.2f s",
                  item.media(),
                  info.seconds(),
                  item.id(),
                  item.start()));
        } else {
          seconds = Math.min(item.secondsOrAll(), info.seconds() - item.start());
          sampleRate = info.sampleRate();
          channels = info.channels();
          levels = found.file().levels();
        }
        if (item.image() == null && info.hasVideo()) {
          String fault = videos.computeIfAbsent(item.media(), FileChecks::videoFault);
          picture = fault.isEmpty();
          if (picture) {
            frameRate = info.frameRate();
          } else {
            faults.add(fault);
          }
        }
      }
    }
    return new ItemCheck(seconds, sampleRate, channels, levels, picture, frameRate, faults);
  }

  private static Found find(Path file) {
    try {
      return new Found(MediaFile.examine(file), "");
    } catch (UserError | OutOfMemoryError e) {
      return new Found(null, reason(file, e));
    }
  }

  /** Why an item's stretch cannot be read; empty if it can. */
  private static String fault(MediaCheck file, Item item) {
    try {
      file.require(item.start() + item.secondsOrAll());
      return "";
    } catch (UserError e) {
      return e.getMessage();
    }
  }

  /** Why not even a first frame can be decoded; empty if it can. */
  private static String videoFault(Path file) {
    try {
      MediaFile.frames(file, 0, 1, 1, frame -> {});
      return "";
    } catch (UserError | OutOfMemoryError e) {
      return reason(file, e);
    }
  }

  /** Empty for a good picture. */
  private static String pictureFault(Path file) {
    try {
      PictureFile.read(file);
      return "";
    } catch (UserError | OutOfMemoryError e) {
      return reason(file, e);
    }
  }

  private static String reason(Path file, Throwable failure) {
    return SkippedItems.reason(file.toString(), failure).getMessage();
  }
}
