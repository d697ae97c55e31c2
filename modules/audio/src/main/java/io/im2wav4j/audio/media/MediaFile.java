package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.worker.WorkerLease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
  /** How files are read, for the identity of what is kept: older versions read them otherwise. */
  public static final String VERSION = "by time stamps, upright, colours of the stream";

  private static final MediaReader HERE = new LocalMediaReader();
  private static final MediaReader WORKER = new RemoteMediaReader();

  private MediaFile() {}

  /** What decodes: a worker, unless this process is wanted. */
  static MediaReader reader() {
    return WorkerLease.areWanted() ? WORKER : HERE;
  }

  /** Reads a file's header. */
  public static MediaInfo probe(Path file) {
    return reader().probe(file);
  }

  /**
   * Reads the whole file, and decodes its sound, for whether all that the header says is there.
   *
   * @throws UserError where the file cannot be read at all
   */
  public static MediaCheck examine(Path file) {
    return reader().examine(file);
  }

  /** The facts of a file of which all can be read. */
  public static MediaInfo check(Path file) {
    MediaCheck found = examine(file);
    found.require(Double.POSITIVE_INFINITY);
    return found.info();
  }

  /** All sound of a file. */
  public static AudioClip audio(Path file) {
    return audio(file, 0, Double.POSITIVE_INFINITY);
  }

  /** The sound of a file from {@code start} on, in seconds, for at most {@code seconds}. */
  public static AudioClip audio(Path file, double start, double seconds) {
    checkStretch(start, seconds);
    return reader().audio(file, start, seconds);
  }

  /**
   * As {@link #audio(Path, double, double)}, piece by piece and with the channels' mean for a
   * channel. The file stays open until the stream is closed.
   */
  public static SampleStream stream(Path file, double start, double seconds) {
    checkStretch(start, seconds);
    return reader().stream(file, start, seconds);
  }

  /**
   * The frames nearest in time to start, start + 1/rate, start + 2/rate ... up to the end of the
   * stretch or of the file. A frame comes again where it is nearest more than once, and the last
   * one stays to the end. A still picture gives one frame. All are held at once, as far as {@link
   * MediaLimits} allow; of long videos take them one after the other.
   *
   * @param start in seconds
   * @param seconds length of the stretch; infinite for all of the video
   * @param rate frames a second
   */
  public static List<VideoFrame> frames(Path file, double start, double seconds, double rate) {
    MediaLimits limits = MediaLimits.current();
    List<VideoFrame> frames = new ArrayList<>();
    long[] pixels = new long[1];
    frames(
        file,
        start,
        seconds,
        rate,
        frame -> {
          if (frames.isEmpty() || !frames.get(frames.size() - 1).equals(frame)) {
            pixels[0] += (long) frame.image().getWidth() * frame.image().getHeight();
            limits.checkHeldFrames(file, pixels[0]);
          }
          frames.add(frame);
        });
    return frames;
  }

  /** The same, one after the other: videos of any length need no more memory than a frame. */
  public static void frames(
      Path file, double start, double seconds, double rate, Consumer<VideoFrame> next) {
    checkStretch(start, seconds);
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate is " + rate + "; must be above 0");
    }
    reader().frames(file, start, seconds, rate, next);
  }

  static void checkStretch(double start, double seconds) {
    if (!(start >= 0) || Double.isInfinite(start) || !(seconds > 0)) {
      throw new IllegalArgumentException(
          "start is " + start + ", seconds " + seconds + "; must be at least 0 and above 0");
    }
  }
}
