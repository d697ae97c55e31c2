package io.im2wav4j.pipeline;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.MediaInfo;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether videos are as long as what is asked of them, before any work. */
public final class VideoLengths {
  /** Headers round, and a frame lasts about so long. */
  private static final double SLACK_SECONDS = 0.05;

  private VideoLengths() {}

  /**
   * Fails where an item begins after the end of its video.
   *
   * @throws UserError then, or where the video cannot be read
   */
  public static void requireStart(Item item) {
    if (isVideo(item) && item.start() > 0) {
      double seconds = seconds(item);
      if (item.start() >= seconds) {
        throw new UserError(
            item.frameSource().toString(),
            String.format(Locale.ROOT, "ends after %.2f s", seconds),
            String.format(Locale.ROOT, "a video that goes on after --start %s", item.start()),
            "Give a smaller --start");
      }
    }
  }

  /**
   * One line that says where videos are shorter than the sounds; empty where none is. What cannot
   * be read is left out: it is named when it is read.
   */
  public static String shortage(List<Item> items, double seconds) {
    List<String> all = new ArrayList<>();
    int videos = 0;
    for (Item item : items) {
      if (isVideo(item)) {
        videos++;
        double there = left(item);
        if (there < seconds - SLACK_SECONDS) {
          String from =
              item.start() > 0 ? String.format(Locale.ROOT, " from %.2f s on", item.start()) : "";
          all.add(
              String.format(
                  Locale.ROOT, "%s has %.2f s%s", item.frameSource().getFileName(), there, from));
        }
      }
    }
    if (all.isEmpty()) {
      return "";
    }
    String others =
        videos == 1 ? "" : " (" + all.size() + " of " + videos + " videos are too short)";
    return String.format(
        Locale.ROOT,
        "%s%s, and %.2f s of sound are asked for: the sound goes on and the last picture stays",
        all.get(0),
        others,
        seconds);
  }

  private static boolean isVideo(Item item) {
    return !PictureFile.isPicture(item.frameSource());
  }

  private static double left(Item item) {
    if (item.duration() > 0) {
      return item.duration();
    }
    try {
      return seconds(item) - item.start();
    } catch (UserError e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private static double seconds(Item item) {
    MediaInfo info = MediaFile.probe(item.frameSource());
    return info.seconds() > 0
        ? info.seconds()
        : MediaFile.examine(item.frameSource()).info().seconds();
  }
}
