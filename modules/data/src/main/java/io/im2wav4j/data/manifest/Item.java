package io.im2wav4j.data.manifest;

import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One example: a sound with what can be seen of its source.
 *
 * @param id unique in its data set; see {@link ItemId}
 * @param split "train", "validation" or "test"
 * @param label class of the sound; empty where there is none
 * @param media audio or video file with the sound; null where there is only a picture
 * @param image picture; null where the frames of {@code media} are meant
 * @param start of the item in {@code media}, in seconds
 * @param duration in seconds; 0 means to the end of the file
 */
public record Item(
    String id, String split, String label, Path media, Path image, double start, double duration) {

  /** Checks the values. */
  public Item {
    ItemId.check(id);
    if (!split.equals("train") && !split.equals("validation") && !split.equals("test")) {
      throw new IllegalArgumentException(
          "split is '" + split + "'; must be train, validation or test");
    }
    if (media == null && image == null) {
      throw new IllegalArgumentException("media and image are empty; must have one of them");
    }
    if (!(start >= 0 && duration >= 0) || Double.isInfinite(start + duration)) {
      throw new IllegalArgumentException(
          "start is " + start + ", duration " + duration + "; must be at least 0");
    }
  }

  /**
   * A picture, video or sound of its own, to be tested with: named after its file.
   *
   * @param file must be there
   * @throws UserError where it is not
   */
  public static Item of(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          Files.isDirectory(file) ? "a folder" : "no such file",
          "a picture, a video or a sound",
          "Check the path");
    }
    String id = ItemId.of(file);
    boolean picture = PictureFile.isPicture(file);
    return new Item(id, "test", "", picture ? null : file, picture ? file : null, 0, 0);
  }

  /** Where the frames come from. */
  public Path frameSource() {
    return image != null ? image : media;
  }

  /** The duration for a decoder: what is asked for, or everything. */
  public double secondsOrAll() {
    return duration > 0 ? duration : Double.POSITIVE_INFINITY;
  }

  /** The same with a stretch of its media only, in seconds; a duration of 0 means to the end. */
  public Item between(double from, double seconds) {
    return new Item(id, split, label, media, image, from, seconds);
  }

  /** The same with another id. */
  public Item withId(String other) {
    return new Item(other, split, label, media, image, start, duration);
  }
}
