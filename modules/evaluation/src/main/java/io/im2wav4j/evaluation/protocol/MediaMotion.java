package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.event.MotionDetector;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.core.io.Hashes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Motion in a stretch of a video.
 *
 * @param file the video
 * @param start seconds from its beginning
 * @param seconds how much of it counts; infinite: all
 */
record MediaMotion(Path file, double start, double seconds) implements MotionSource {
  /** Whole pictures are large: so much of the video is held at a time. */
  private static final int FRAMES_AT_A_TIME = 50;

  @Override
  public double[] peaks(double frameRate) {
    MotionDetector detector = new MotionDetector(frameRate);
    double available = MediaFile.probe(file).seconds() - start;
    double length = available > 0 ? Math.min(seconds, available) : seconds;
    int frames = (int) Math.ceil(length * frameRate - 1e-6);
    for (int from = 0; from < frames; from += FRAMES_AT_A_TIME) {
      int count = Math.min(FRAMES_AT_A_TIME, frames - from);
      List<VideoFrame> some =
          MediaFile.frames(file, start + from / frameRate, count / frameRate, frameRate);
      some.forEach(frame -> detector.add(frame.image()));
    }
    return detector.peaks();
  }

  @Override
  public Optional<String> identity() {
    return Optional.of(Hashes.sha256(file) + " from " + start + " for " + seconds);
  }
}
