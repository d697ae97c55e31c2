package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Picks frames by time in one pass. A wanted time is decided once a frame at or after it is seen:
 * it or the one before, whichever is nearer. The last frame stays until the file ends. Only chosen
 * frames become pictures.
 */
final class FrameReader implements AutoCloseable {
  private static final double TINY = 1e-9;

  /** Of the time between two frames; time stamps are rounded, hence not all of it. */
  private static final double LAST_SHARE = 0.9;

  /** So much sound may follow the last frame because the last block of samples is filled up. */
  private static final double TAIL_SECONDS = 0.1;

  private final OpenMedia media;
  private final double start;
  private final double end;
  private final double rate;
  private final FrameSink out;
  private PictureDecoder pictures;
  private int chosen;

  private FramePicture previous;
  private double previousTime;
  private boolean previousGiven;

  private FrameReader(OpenMedia media, double start, double seconds, double rate, FrameSink out) {
    this.media = media;
    this.start = start;
    this.end = start + seconds;
    this.rate = rate;
    this.out = out;
  }

  /** Gives each chosen frame to {@code out}. */
  static void read(OpenMedia media, double start, double seconds, double rate, FrameSink out) {
    if (!media.hasVideo()) {
      throw media.without(
          "no pictures in it",
          "a video or a picture",
          "Give the item an image, or leave it out of the data set");
    }
    try (FrameReader reader = new FrameReader(media, start, seconds, rate, out)) {
      BufferedImage tiled = TileGrid.read(media);
      if (tiled != null) {
        reader.give(0, DecodedPicture.of(tiled));
        return;
      }
      reader.read();
    } catch (IOException e) {
      throw media.undecodable(e);
    }
  }

  private void read() throws IOException {
    pictures = PictureDecoder.near(media, start);
    AVFrame frame = pictures.current();
    double gap = pictures.gap();
    int frames = 0;
    for (; frame != null; frame = pictures.next()) {
      frames++;
      double time = time(gap);
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

  private double time(double gap) {
    if (pictures.unstamped()) {
      return previous == null ? 0 : previousTime + gap;
    }
    return pictures.time() / 1e6 - media.zero();
  }

  /** After the last frame, which lasts until {@code ownEnd} at least. */
  private void holdLast(int frames, double ownEnd) throws IOException {
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

  private void hold(AVFrame frame, double time) {
    if (previous != null) {
      previous.close();
    }
    previous = FramePicture.of(frame);
    previousTime = time;
    previousGiven = false;
  }

  private void choosePrevious() throws IOException {
    try (PackedPicture picture = previousGiven ? null : previous.packed()) {
      give(previousTime, picture);
    }
    previousGiven = true;
    chosen++;
  }

  private void give(double seconds, DecodedPicture picture) throws IOException {
    media.limits().checkLength(media.file(), wanted() - start);
    media.deadline().pause();
    out.accept(seconds, picture);
    media.deadline().resume();
    media.deadline().check();
  }

  @Override
  public void close() {
    if (previous != null) {
      previous.close();
    }
  }
}
