package io.im2wav4j.data.scenes.picture;

import java.awt.Color;

/** Colours made of other colours. */
final class Tint {
  private Tint() {}

  /** {@code share} of the second colour, the rest of the first. */
  static Color mix(Color first, Color second, double share) {
    return new Color(
        part(first.getRed(), second.getRed(), share),
        part(first.getGreen(), second.getGreen(), share),
        part(first.getBlue(), second.getBlue(), share));
  }

  static Color lighter(Color colour, double share) {
    return mix(colour, Color.WHITE, share);
  }

  static Color darker(Color colour, double share) {
    return mix(colour, Color.BLACK, share);
  }

  /** The colour let through: opacity 0 (unseen) to 1. */
  static Color opacity(Color colour, double opacity) {
    int alpha = (int) Math.round(255 * Math.max(0, Math.min(1, opacity)));
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  private static int part(int first, int second, double share) {
    return (int) Math.round(first + (second - first) * share);
  }
}
