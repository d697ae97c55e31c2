package io.im2wav4j.core.result;

/**
 * A part of a sound or video.
 *
 * @param start seconds from the file's beginning
 * @param seconds its length at most
 */
public record Stretch(double start, double seconds) {
  /** Checks the values. */
  public Stretch {
    if (!(start >= 0 && seconds >= 0)) {
      throw new IllegalArgumentException(
          "start is " + start + " and seconds " + seconds + "; must be at least 0");
    }
  }
}
