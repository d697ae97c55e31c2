package io.im2wav4j.audio.media;

import java.nio.file.Path;
import java.util.function.Supplier;

/** Other limits for a while. */
final class TestLimits {
  private TestLimits() {}

  /** Does something under the limits of a file. */
  static <T> T with(Path file, Supplier<T> action) {
    System.setProperty(MediaLimits.PROPERTY, file.toString());
    try {
      return action.get();
    } finally {
      System.clearProperty(MediaLimits.PROPERTY);
    }
  }
}
