package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.AudioClip;
import java.nio.file.Path;

/** How evaluation reads sounds and changes their rate. */
public interface AudioAccess {
  /**
   * Mono samples of a file at the given rate. A broken file throws a UserError or an
   * UncheckedIOException.
   */
  float[] read(Path file, int sampleRate);

  /** The one channel that a clip of several becomes; their mean unless said otherwise. */
  default float[] mono(AudioClip clip) {
    return clip.toMono();
  }

  /** Mono samples at another rate. */
  float[] resample(float[] samples, int from, int to);
}
