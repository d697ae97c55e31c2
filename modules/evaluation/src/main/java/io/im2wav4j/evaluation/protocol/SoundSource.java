package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Stretch;
import java.util.Optional;

/** A sound that can be read when it is its turn. */
@FunctionalInterface
public interface SoundSource {
  /**
   * Mono samples in [-1, 1] at the given rate. A broken file throws a UserError or an
   * UncheckedIOException.
   */
  float[] samples(int sampleRate);

  /**
   * What the sound is, such that equal texts mean equal samples: a hash of its file and the part of
   * it. Empty where that is not known; what networks make of it is not kept then.
   */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /** What is meant of a longer sound; null where it is all. */
  default Stretch stretch() {
    return null;
  }
}
