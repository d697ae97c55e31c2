package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Backdrop;
import io.im2wav4j.data.scenes.world.Look;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** What is behind the source; the same in all frames of a scene. */
final class BackdropPainter {
  private final Look look;
  private final double width;
  private final double horizonY;

  /**
   * @param look the scene's colours and backdrop
   * @param width of the frame, which is 100 high
   * @param horizonY where the ground begins
   */
  BackdropPainter(Look look, double width, double horizonY) {
    this.look = look;
    this.width = width;
    this.horizonY = horizonY;
  }

  void paint(Brush brush) {
    Color sky = Color.decode(look.sky());
    Color horizon = Color.decode(look.horizon());
    Color ground = Color.decode(look.ground());
    SplittableRandom random = new SplittableRandom(look.seed());
    brush.shade(sky, horizon, 0, horizonY, new Rectangle2D.Double(0, 0, width, 100));
    switch (look.backdrop()) {
      case PLAIN -> {}
      case HILLS -> hills(brush, Tint.mix(ground, horizon, 0.4), random);
      case TOWN -> town(brush, Tint.mix(Tint.darker(sky, 0.35), horizon, 0.4), random);
      case NIGHT -> stars(brush, random);
      case ROOM -> stripes(brush, Tint.darker(sky, 0.12));
    }
    brush.shade(
        Tint.mix(ground, horizon, look.backdrop() == Backdrop.ROOM ? 0 : 0.35),
        Tint.darker(ground, 0.15),
        horizonY,
        100,
        new Rectangle2D.Double(0, horizonY, width, 100 - horizonY));
  }

  private void hills(Brush brush, Color colour, SplittableRandom random) {
    for (int i = 0; i < 4; i++) {
      double height = random.nextDouble(8, 26);
      brush.oval(
          Tint.darker(colour, 0.06 * i),
          random.nextDouble(width),
          horizonY + 2,
          random.nextDouble(20, 45),
          height);
    }
  }

  private void town(Brush brush, Color colour, SplittableRandom random) {
    double x = -4;
    while (x < width) {
      double across = random.nextDouble(9, 18);
      double height = random.nextDouble(10, 34);
      Color house = Tint.darker(colour, random.nextDouble(0.25));
      brush.box(house, x, horizonY - height, across - 1, height);
      Color window = random.nextBoolean() ? new Color(0xffe9a0) : Tint.darker(house, 0.3);
      for (double y = horizonY - height + 3; y < horizonY - 3; y += 6) {
        brush.box(window, x + across * 0.2, y, 2, 2.5);
        brush.box(window, x + across * 0.6, y, 2, 2.5);
      }
      x += across;
    }
  }

  private void stars(Brush brush, SplittableRandom random) {
    for (int i = 0; i < 26; i++) {
      brush.disc(
          Tint.opacity(Color.WHITE, random.nextDouble(0.4, 1)),
          random.nextDouble(width),
          random.nextDouble(horizonY),
          random.nextDouble(0.4, 0.9));
    }
    brush.disc(new Color(0xf4f0d8), random.nextDouble(width), random.nextDouble(8, 20), 5);
  }

  private void stripes(Brush brush, Color colour) {
    for (double x = 3; x < width; x += 14) {
      brush.box(colour, x, 0, 6, horizonY);
    }
    brush.box(Tint.darker(colour, 0.4), 0, horizonY - 2.5, width, 2.5);
  }
}
