package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Stretch;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/** The picture of an item, or the frames of its video, read when it is their turn. */
@FunctionalInterface
public interface FrameSource {
  /** At least one frame. */
  List<BufferedImage> frames();

  /** What the frames are, as {@link SoundSource#identity}. */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /** What is meant of a longer video; null where it is all. */
  default Stretch stretch() {
    return null;
  }
}
