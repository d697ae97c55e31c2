package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.im2wav4j.core.config.Default;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the onsets of a sound are compared with events. In results it is one text.
 *
 * @param window largest distance of an onset from its event in seconds
 * @param events what the events are
 * @param motionFrameRate frames a second of a video that motion is taken from
 */
public record OnsetSettings(
    @Default("0.1") double window,
    @Default("sound") Events events,
    @Default("25") double motionFrameRate) {
  private static final Pattern TEXT =
      Pattern.compile("within (\\S+) s of (.+), motion at (\\S+) frames a second");

  /** Where events come from. */
  public enum Events {
    /** Onsets of the item's true sound; of a video without sound, its peaks of motion. */
    SOUND("the true sound's onsets"),
    /** Peaks of motion of the item's video. */
    MOTION("motion");

    private final String text;

    Events(String text) {
      this.text = text;
    }
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

  /** For results and people. */
  @JsonValue
  public String text() {
    return "within "
        + window
        + " s of "
        + events.text
        + ", motion at "
        + motionFrameRate
        + " frames a second";
  }

  /** The settings that {@link #text} wrote. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static OnsetSettings parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("onsets are '" + text + "'");
    }
    Events events = parts.group(2).equals(Events.MOTION.text) ? Events.MOTION : Events.SOUND;
    return new OnsetSettings(
        Double.parseDouble(parts.group(1)), events, Double.parseDouble(parts.group(3)));
  }
}
