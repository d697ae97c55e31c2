package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.event.MotionDetector;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.io.Hashes;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Motion in a stretch of a video.
 *
 * @param file the video
 * @param start seconds from its beginning
 * @param seconds how much of it counts; infinite: all
 */
record MediaMotion(Path file, double start, double seconds) implements MotionSource {
  @Override
  public double[] peaks(double frameRate) {
    MotionDetector detector = new MotionDetector(frameRate);
    MediaFile.frames(file, start, seconds, frameRate, frame -> detector.add(frame.image()));
    return detector.peaks();
  }

  @Override
  public Optional<String> identity() {
    return Optional.of(
        Hashes.sha256(file) + " from " + start + " for " + seconds + ", " + MediaFile.VERSION);
  }
}
