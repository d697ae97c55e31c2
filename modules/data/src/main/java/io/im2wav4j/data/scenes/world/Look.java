package io.im2wav4j.data.scenes.world;

import java.util.List;

/**
 * What varies in the picture and is not heard.
 *
 * @param backdrop what is behind the source
 * @param sky colour at the top of the frame, #rrggbb like all colours
 * @param horizon colour at the horizon, and of the haze
 * @param ground colour of the ground
 * @param body main colour of the source
 * @param accent second colour of the source
 * @param x centre of the source, as a share of the frame's width
 * @param mirrored whether the source is drawn mirrored
 * @param seed seed of small details (stars, houses, leaves)
 * @param distractors small shapes that make no sound
 */
public record Look(
    Backdrop backdrop,
    String sky,
    String horizon,
    String ground,
    String body,
    String accent,
    double x,
    boolean mirrored,
    long seed,
    List<Distractor> distractors) {
  /** Copies the list. */
  public Look {
    distractors = List.copyOf(distractors);
  }
}
