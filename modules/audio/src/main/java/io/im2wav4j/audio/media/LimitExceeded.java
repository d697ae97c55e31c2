package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;

/** A file that takes more than it may: no other way to read it is tried. */
final class LimitExceeded extends UserError {
  private static final long serialVersionUID = 1L;

  /**
   * @param given what was found
   * @param expected the limit
   * @param name of the limit in {@link MediaLimits}
   */
  LimitExceeded(Path file, String given, String expected, String name) {
    super(
        file.toString(),
        given,
        expected + " (" + name + ")",
        "Leave it out, or change '"
            + name
            + "' in a copy of configs/limits.yaml, given with --limits FILE");
  }
}
