package io.im2wav4j.models.codec;

/** Takes sound piece by piece. */
@FunctionalInterface
public interface SampleSink {
  /** The next samples; the array is the caller's only until this returns. */
  void write(float[] samples);
}
