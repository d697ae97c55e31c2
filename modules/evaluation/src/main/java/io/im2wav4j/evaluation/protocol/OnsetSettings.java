package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.config.Default;

/**
 * How the onsets of a sound are compared with events.
 *
 * @param window largest distance of an onset from its event in seconds
 * @param events what the events are
 * @param motionFrameRate frames a second of a video that motion is taken from
 */
public record OnsetSettings(
    @Default("0.1") double window,
    @Default("sound") Events events,
    @Default("25") double motionFrameRate) {

  /** Where events come from. */
  public enum Events {
    /** Onsets of the item's true sound; of a video without sound, its peaks of motion. */
    SOUND,
    /** Peaks of motion of the item's video. */
    MOTION
  }

  /** Checks the ranges. */
  public OnsetSettings {
    if (!(window > 0)) {
      throw new IllegalArgumentException("window is " + window + "; must be above 0");
    }
    if (!(motionFrameRate > 0)) {
      throw new IllegalArgumentException(
          "motionFrameRate is " + motionFrameRate + "; must be above 0");
    }
  }

  /** For the printed protocol. */
  String text() {
    return "within "
        + window
        + " s of "
        + (events == Events.SOUND ? "the true sound's onsets" : "motion")
        + ", motion at "
        + motionFrameRate
        + " frames a second";
  }
}
