package io.im2wav4j.evaluation.protocol;

import java.nio.file.Path;

/** How evaluation reads sounds and changes their rate. */
public interface AudioAccess {
  /**
   * Mono samples of a file at the given rate. A broken file throws a UserError or an
   * UncheckedIOException.
   */
  float[] read(Path file, int sampleRate);

  /** Mono samples at another rate. */
  float[] resample(float[] samples, int from, int to);
}
