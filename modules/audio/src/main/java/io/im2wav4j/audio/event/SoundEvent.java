package io.im2wav4j.audio.event;

/**
 * A stretch of a clip in which something sounds.
 *
 * @param start first sample
 * @param end sample after the last
 */
public record SoundEvent(int start, int end) {

  /** Needs at least one sample. */
  public SoundEvent {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("event from " + start + " to " + end);
    }
  }

  /** Samples of the stretch. */
  public int length() {
    return end - start;
  }
}
