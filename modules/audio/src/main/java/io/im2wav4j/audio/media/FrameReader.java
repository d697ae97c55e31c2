package io.im2wav4j.audio.media;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/**
 * Picks frames by time in one pass. A wanted time is decided once a frame at or after it is seen:
 * it or the one before, whichever is nearer. Only chosen frames become pictures.
 */
final class FrameReader implements AutoCloseable {
  /**
   * Decoding starts at the last key frame before the stretch; shorter ways are not worth a seek.
   */
  private static final double SEEK_SECONDS = 5;

  private static final double TINY = 1e-9;
  private static final double LAST_SHARE = 0.9;

  private final OpenMedia media;
  private final double start;
  private final double end;
  private final double rate;
  private final List<VideoFrame> chosen = new ArrayList<>();

  private FramePicture previous;
  private double previousTime;
  private VideoFrame previousPicture;

  private FrameReader(OpenMedia media, double start, double seconds, double rate) {
    this.media = media;
    this.start = start;
    this.end = start + seconds;
    this.rate = rate;
  }

  static List<VideoFrame> read(OpenMedia media, double start, double seconds, double rate) {
    if (!media.hasVideo()) {
      throw media.without(
          "no pictures in it",
          "a video or a picture",
          "Give the item an image, or leave it out of the data set");
    }
    try (FrameReader reader = new FrameReader(media, start, seconds, rate)) {
      return reader.read();
    } catch (FrameGrabber.Exception e) {
      throw media.undecodable(e);
    }
  }

  private List<VideoFrame> read() throws FrameGrabber.Exception {
    FFmpegFrameGrabber grabber = media.grabber();
    if (start > SEEK_SECONDS) {
      grabber.setTimestamp(Math.round(1e6 * (start - 1)), false);
    }
    double origin = media.origin();
    double gap = 1 / Math.max(1, grabber.getVideoFrameRate());
    int frames = 0;
    for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
      frames++;
      double time = frame.timestamp / 1e6 - origin;
      while (wanted() < end - TINY && time >= wanted() - TINY) {
        boolean earlier = previous != null && wanted() - previousTime <= time - wanted();
        if (!earlier) {
          hold(frame, time);
        }
        choosePrevious();
      }
      if (wanted() >= end - TINY) {
        return chosen;
      }
      if (previous != null && time > previousTime) {
        gap = time - previousTime;
      }
      if (previous == null || time > previousTime) {
        hold(frame, time);
      }
    }
    if (frames == 1 && chosen.size() <= 1 && previousTime <= TINY) {
      return List.of(new VideoFrame(0, previous.image()));
    }
    // The last frame stays until the video ends; time stamps are rounded, hence a little less.
    while (previous != null && wanted() < Math.min(end - TINY, previousTime + LAST_SHARE * gap)) {
      choosePrevious();
    }
    if (chosen.isEmpty()) {
      throw media.without(
          "no frame that can be decoded",
          "pictures from " + start + " s on",
          "Check the file, and start and duration of the item");
    }
    return chosen;
  }

  private double wanted() {
    return start + chosen.size() / rate;
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
    chosen.add(previousPicture);
  }

  @Override
  public void close() {
    if (previous != null) {
      previous.close();
    }
  }
}
