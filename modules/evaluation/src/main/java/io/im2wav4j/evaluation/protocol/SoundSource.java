package io.im2wav4j.evaluation.protocol;

/** A sound that can be read when it is its turn. */
@FunctionalInterface
public interface SoundSource {
  /**
   * Mono samples in [-1, 1] at the given rate. A broken file throws a UserError or an
   * UncheckedIOException.
   */
  float[] samples(int sampleRate);
}
