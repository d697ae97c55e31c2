package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Stretch;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Consumer;

/** The picture of an item, or the frames of its video, read when it is their turn. */
@FunctionalInterface
public interface FrameSource {
  /** Gives the frames one after the other, at least one. */
  void each(Consumer<BufferedImage> next);

  /** What the frames are, as {@link SoundSource#identity}. */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /** What is meant of a longer video; null where it is all. */
  default Stretch stretch() {
    return null;
  }
}
