package io.im2wav4j.core.result;

import java.util.List;

/**
 * A quantity over training.
 *
 * @param name as "validation loss"
 * @param points in the order of steps
 */
public record Curve(String name, List<Point> points) {

  /** Copies the list. */
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * One value.
   *
   * @param step optimiser step
   * @param value at that step
   */
  public record Point(long step, double value) {}
}
