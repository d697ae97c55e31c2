package io.im2wav4j.audio.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A stretch of a video with another sound, as MP4: H.264 and AAC, what every browser and player
 * plays. It is as long as the sound; where the video ends before, its last picture stays.
 *
 * @param copied whether the pictures are those of the video, byte for byte; else they were decoded
 *     and encoded as H.264
 * @param reason why they were encoded; empty where they were copied
 */
public record DubbedVideo(boolean copied, String reason) {
  /**
   * Writes one. The same video and sound give the same bytes.
   *
   * @param video whose pictures are taken; its own sound is left out
   * @param start where the stretch begins, in seconds from the start of the file: its first picture
   *     is the one that is on screen then
   * @param seconds of pictures at most; infinite: as many as the sound has
   * @param sound a file of any kind that is read; it becomes one channel
   * @param target a temporary name, in a folder that is there; see {@link
   *     io.im2wav4j.core.io.AtomicFiles#writeFile}
   * @throws io.im2wav4j.core.error.UserError where one of the two cannot be read, takes too much or
   *     too long, or the video has no picture in the stretch
   * @throws IOException where it cannot be written
   */
  public static DubbedVideo write(Path video, double start, double seconds, Path sound, Path target)
      throws IOException {
    MediaFile.checkStretch(start, seconds);
    try {
      return MediaFile.reader().dub(video, start, seconds, sound, target);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
