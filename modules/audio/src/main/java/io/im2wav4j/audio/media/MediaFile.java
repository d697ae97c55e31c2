package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads audio and video files of any kind that FFmpeg reads. Sound comes at its native rate (our
 * own resampler follows: FFmpeg's drops its tail); frames come with their own time stamps, so that
 * any frame rate, also a varying one, is taken as it is. Times are seconds from the start of the
 * file.
 *
 * <p>Each method throws a {@link UserError} that names the file where it is missing, cannot be
 * decoded, was cut short, or has not what is asked for.
 */
public final class MediaFile {
  private MediaFile() {}

  /** Reads a file's header. */
  public static MediaInfo probe(Path file) {
    try (OpenMedia media = OpenMedia.open(file)) {
      return media.info();
    }
  }

  /**
   * Reads a file's header, and then the whole file (without decoding) for whether all that the
   * header says is there. A duration that the header leaves open is measured.
   */
  public static MediaInfo check(Path file) {
    try (OpenMedia media = OpenMedia.open(file)) {
      MediaInfo info = media.info();
      double end = media.checkPackets();
      return info.seconds() > 0 ? info : info.withSeconds(end);
    }
  }

  /** All sound of a file. */
  public static AudioClip audio(Path file) {
    return audio(file, 0, Double.POSITIVE_INFINITY);
  }

  /** The sound of a file from {@code start} on, in seconds, for at most {@code seconds}. */
  public static AudioClip audio(Path file, double start, double seconds) {
    checkStretch(start, seconds);
    try (OpenMedia media = OpenMedia.open(file)) {
      return SoundReader.read(media, start, seconds);
    }
  }

  /**
   * As {@link #audio(Path, double, double)}, piece by piece and with the channels' mean for a
   * channel. The file stays open until the stream is closed.
   */
  public static SampleStream stream(Path file, double start, double seconds) {
    checkStretch(start, seconds);
    OpenMedia media = OpenMedia.open(file);
    try {
      return new MediaStream(media, start, seconds);
    } catch (RuntimeException e) {
      media.close();
      throw e;
    }
  }

  /**
   * The frames nearest in time to start, start + 1/rate, start + 2/rate ... up to the end of the
   * stretch or of the video. A frame comes again where it is nearest more than once. A still
   * picture gives one frame.
   *
   * @param start in seconds
   * @param seconds length of the stretch; infinite for all of the video
   * @param rate frames a second
   */
  public static List<VideoFrame> frames(Path file, double start, double seconds, double rate) {
    checkStretch(start, seconds);
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate is " + rate + "; must be above 0");
    }
    try (OpenMedia media = OpenMedia.open(file)) {
      return FrameReader.read(media, start, seconds, rate);
    }
  }

  private static void checkStretch(double start, double seconds) {
    if (!(start >= 0) || Double.isInfinite(start) || !(seconds > 0)) {
      throw new IllegalArgumentException(
          "start is " + start + ", seconds " + seconds + "; must be at least 0 and above 0");
    }
  }
}
