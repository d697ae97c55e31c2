package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/**
 * Picks frames by time in one pass. A wanted time is decided once a frame at or after it is seen:
 * it or the one before, whichever is nearer. The last frame stays until the file ends. Only chosen
 * frames become pictures.
 */
final class FrameReader implements AutoCloseable {
  /**
   * Decoding starts at the last key frame before the stretch; shorter ways are not worth a seek.
   */
  private static final double SEEK_SECONDS = 5;

  private static final double TINY = 1e-9;

  /** Of the time between two frames; time stamps are rounded, hence not all of it. */
  private static final double LAST_SHARE = 0.9;

  /** So much sound may follow the last frame because the last block of samples is filled up. */
  private static final double TAIL_SECONDS = 0.1;

  private final OpenMedia media;
  private final double start;
  private final double end;
  private final double rate;
  private final Consumer<VideoFrame> out;
  private int chosen;

  private FramePicture previous;
  private double previousTime;
  private VideoFrame previousPicture;

  private FrameReader(
      OpenMedia media, double start, double seconds, double rate, Consumer<VideoFrame> out) {
    this.media = media;
    this.start = start;
    this.end = start + seconds;
    this.rate = rate;
    this.out = out;
  }

  /** Gives each chosen frame to {@code out}. */
  static void read(
      OpenMedia media, double start, double seconds, double rate, Consumer<VideoFrame> out) {
    if (!media.hasVideo()) {
      throw media.without(
          "no pictures in it",
          "a video or a picture",
          "Give the item an image, or leave it out of the data set");
    }
    try (FrameReader reader = new FrameReader(media, start, seconds, rate, out)) {
      BufferedImage tiled = TileGrid.read(media.context());
      if (tiled != null) {
        out.accept(new VideoFrame(0, tiled));
        return;
      }
      reader.read();
    } catch (FrameGrabber.Exception e) {
      throw media.undecodable(e);
    }
  }

  private void read() throws FrameGrabber.Exception {
    FFmpegFrameGrabber grabber = media.grabber();
    double gap = 1 / Math.max(1, grabber.getVideoFrameRate());
    int frames = 0;
    for (Frame frame = firstFrame(grabber); frame != null; frame = grabber.grabImage()) {
      frames++;
      double time = time(frame, gap);
      while (wanted() < end - TINY && time >= wanted() - TINY) {
        boolean earlier = previous != null && wanted() - previousTime <= time - wanted();
        if (!earlier) {
          hold(frame, time);
        }
        choosePrevious();
      }
      if (wanted() >= end - TINY) {
        return;
      }
      if (previous != null && time > previousTime) {
        gap = time - previousTime;
      }
      if (previous == null || time > previousTime) {
        hold(frame, time);
      }
    }
    if (previous != null) {
      holdLast(frames, previousTime + LAST_SHARE * gap);
    }
    if (chosen == 0) {
      throw media.without(
          "no frame that can be decoded",
          "pictures from " + start + " s on",
          "Check the file, and start and duration of the item");
    }
  }

  /** The first frame, or one shortly before the stretch. */
  private Frame firstFrame(FFmpegFrameGrabber grabber) throws FrameGrabber.Exception {
    if (start <= SEEK_SECONDS) {
      return grabber.grabImage();
    }
    Frame frame = null;
    try {
      grabber.setTimestamp(Math.round(1e6 * (start - 1 + media.zero())) - begin(grabber), false);
      frame = grabber.grabImage();
    } catch (FrameGrabber.Exception e) {
      // Formats without an index are read from the beginning.
    }
    if (frame == null || unstamped(frame) || time(frame, 0) > start) {
      grabber.restart();
      frame = grabber.grabImage();
    }
    return frame;
  }

  /** What the grabber adds to a time that it is to find, in microseconds. */
  private static long begin(FFmpegFrameGrabber grabber) {
    long begin = grabber.getFormatContext().start_time();
    return begin == avutil.AV_NOPTS_VALUE ? 0 : begin;
  }

  private double time(Frame frame, double gap) {
    if (unstamped(frame)) {
      return previous == null ? 0 : previousTime + gap;
    }
    return frame.timestamp / 1e6 - media.zero();
  }

  private static boolean unstamped(Frame frame) {
    return ((AVFrame) frame.opaque).best_effort_timestamp() == avutil.AV_NOPTS_VALUE;
  }

  /** After the last frame, which lasts until {@code ownEnd} at least. */
  private void holdLast(int frames, double ownEnd) throws FrameGrabber.Exception {
    Extent extent = media.extent(Double.NaN);
    extent.check(end);
    double fileEnd = extent.seconds() > 0 ? extent.seconds() : ownEnd;
    boolean still = frames == 1 && fileEnd <= ownEnd + TAIL_SECONDS;
    double last = Math.abs(fileEnd - ownEnd) > TAIL_SECONDS ? fileEnd : ownEnd;
    while (wanted() < Math.min(end - TINY, last) && !(still && chosen > 0)) {
      choosePrevious();
    }
    if (chosen == 0 && (still || start < fileEnd)) {
      choosePrevious();
    }
  }

  private double wanted() {
    return start + chosen / rate;
  }

  private void hold(Frame frame, double time) {
    if (previous != null) {
      previous.close();
    }
    previous = FramePicture.of((AVFrame) frame.opaque);
    previousTime = time;
    previousPicture = null;
  }

  private void choosePrevious() throws FrameGrabber.Exception {
    if (previousPicture == null) {
      previousPicture = new VideoFrame(previousTime, previous.image());
    }
    out.accept(previousPicture);
    chosen++;
  }

  @Override
  public void close() {
    if (previous != null) {
      previous.close();
    }
  }
}
