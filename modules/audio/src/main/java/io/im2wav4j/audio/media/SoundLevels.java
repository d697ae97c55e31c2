package io.im2wav4j.audio.media;

/**
 * What was measured of all of a file's sound.
 *
 * @param seconds where it ends, from the file's start
 * @param peak largest absolute sample of any channel; full scale is 1
 * @param rms root of the mean square of the samples of all channels
 * @param monoRms the same of the channels' mean: far below {@code rms} where they cancel each other
 * @param notANumber time of the first sample that is no finite number, in seconds; infinite where
 *     all are
 */
public record SoundLevels(
    double seconds, double peak, double rms, double monoRms, double notANumber) {
  /** Beyond this peak, 12 dB over full scale, integers were probably stored as floats. */
  public static final double LOUD = 4;

  /** Whether the level is far out of range. */
  public boolean isLoud() {
    return peak > LOUD;
  }
}
