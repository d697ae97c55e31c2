package io.im2wav4j.data.clips;

import io.im2wav4j.core.config.Default;

/**
 * How a data set is cut into clips.
 *
 * @param seconds length of every clip
 * @param perItem most clips of one training item; those after the first begin at later events. A
 *     held-out item gives one: it must not weigh more for being long
 * @param sampleRate of the clips
 * @param rangeDecibels how far below an item's loudest 10 ms something still counts as sound
 * @param gapSeconds silence that parts two events
 * @param leadSeconds what a clip has before its event
 * @param rms root mean square of every clip, as far as its peak stays below 0.98; 0: levels stay
 */
public record EventClipConfig(
    double seconds,
    @Default("1") int perItem,
    @Default("16000") int sampleRate,
    @Default("30") double rangeDecibels,
    @Default("0.15") double gapSeconds,
    @Default("0.01") double leadSeconds,
    @Default("0.1") double rms) {

  /** Checks the values. */
  public EventClipConfig {
    positive("seconds", seconds);
    positive("perItem", perItem);
    positive("sampleRate", sampleRate);
    positive("rangeDecibels", rangeDecibels);
    if (!(gapSeconds >= 0)) {
      throw new IllegalArgumentException("gapSeconds is " + gapSeconds + "; must be at least 0");
    }
    if (!(leadSeconds >= 0)) {
      throw new IllegalArgumentException("leadSeconds is " + leadSeconds + "; must be at least 0");
    }
    if (!(rms >= 0 && rms < 1)) {
      throw new IllegalArgumentException("rms is " + rms + "; must be at least 0, below 1");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is " + value + "; must be above 0");
    }
  }

  /** The same with at most so many clips of an item. */
  EventClipConfig withPerItem(int clips) {
    return new EventClipConfig(
        seconds, clips, sampleRate, rangeDecibels, gapSeconds, leadSeconds, rms);
  }

  /** Samples of a clip. */
  public int samples() {
    return (int) Math.round(seconds * sampleRate);
  }
}
