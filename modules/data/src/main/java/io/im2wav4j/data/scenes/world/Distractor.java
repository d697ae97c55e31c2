package io.im2wav4j.data.scenes.world;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A small shape that makes no sound.
 *
 * @param shape its outline
 * @param x centre, as a share of the frame's width
 * @param y centre, as a share of the frame's height, downwards
 * @param radius half its extent, as a share of the frame's height
 * @param colour #rrggbb
 */
public record Distractor(Shape shape, double x, double y, double radius, String colour) {
  /** Outlines, none of them like a source. */
  public enum Shape {
    /** A rectangle with equal sides. */
    SQUARE,
    /** A triangle. */
    TRIANGLE,
    /** An open circle. */
    RING,
    /** A plus sign. */
    CROSS,
    /** A square on its corner. */
    DIAMOND;

    /** The name in lower case. */
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
