package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;

/** What was found in a whole file, and whether stretches of it can be read. */
public final class MediaCheck {
  private final Extent extent;
  private final MediaInfo info;
  private final SoundLevels levels;

  MediaCheck(Extent extent, MediaInfo info, SoundLevels levels) {
    this.extent = extent;
    this.info = info.withSeconds(extent.seconds());
    this.levels = levels;
  }

  Extent extent() {
    return extent;
  }

  /** The header's facts, the duration measured where it is missing or wrong. */
  public MediaInfo info() {
    return info;
  }

  /** Of the sound; null without one. */
  public SoundLevels levels() {
    return levels;
  }

  /**
   * Fails as those fail that read a stretch: where it was cut off, or has a sample that is not a
   * number in it or before it.
   *
   * @param until the end of the stretch, in seconds; infinite: all
   * @throws UserError that names the file
   */
  public void require(double until) {
    extent.check(until);
    if (levels != null && levels.notANumber() < until) {
      throw SoundReader.notANumber(extent.file(), levels.notANumber());
    }
  }
}
