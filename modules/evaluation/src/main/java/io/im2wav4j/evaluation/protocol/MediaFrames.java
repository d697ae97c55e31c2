package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.result.Stretch;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A picture, or frames of a stretch of a video.
 *
 * @param file the picture or video
 * @param start seconds from the video's beginning
 * @param seconds how much of it counts
 * @param rate frames a second
 */
record MediaFrames(Path file, double start, double seconds, double rate) implements FrameSource {
  @Override
  public void each(Consumer<BufferedImage> next) {
    if (PictureFile.isPicture(file)) {
      next.accept(PictureFile.read(file));
    } else {
      MediaFile.frames(file, start, seconds, rate, frame -> next.accept(frame.image()));
    }
  }

  @Override
  public Optional<String> identity() {
    String what =
        PictureFile.isPicture(file)
            ? "picture"
            : "from " + start + " for " + seconds + " at " + rate;
    return Optional.of(Hashes.sha256(file) + " " + what + ", " + MediaFile.VERSION);
  }

  @Override
  public Stretch stretch() {
    return PictureFile.isPicture(file) ? null : new Stretch(start, seconds);
  }
}
