package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Distractor;
import java.awt.Color;

/** Small shapes that make no sound. */
final class DistractorPainter {
  private DistractorPainter() {}

  /** Draws one into a frame 100 units high and {@code width} wide. */
  static void paint(Brush brush, double width, Distractor distractor) {
    Color colour = Color.decode(distractor.colour());
    Brush at = brush.at(distractor.x() * width, distractor.y() * 100, distractor.radius() * 100);
    switch (distractor.shape()) {
      case SQUARE -> at.box(colour, -0.8, -0.8, 1.6, 1.6);
      case TRIANGLE -> at.polygon(colour, 0, -1, 0.9, 0.8, -0.9, 0.8);
      case RING -> at.ring(colour, 0.4, 0, 0, 0.8, 0.8);
      case CROSS -> {
        at.line(colour, 0.5, -0.8, 0, 0.8, 0);
        at.line(colour, 0.5, 0, -0.8, 0, 0.8);
      }
      case DIAMOND -> at.polygon(colour, 0, -1, 0.7, 0, 0, 1, -0.7, 0);
    }
  }
}
