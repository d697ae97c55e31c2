package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;

/**
 * A laced drum under two sticks that hit in turn. The sticks have always the same size, to measure
 * the drum by.
 */
final class DrumPainter implements Painter {
  private static final Color SKIN = new Color(0xf3ead6);
  private static final Color STICK = new Color(0xc89a5b);
  private static final double WIDTH = 32;
  private static final double DEPTH = 9;
  private static final double HEIGHT = 38;
  private static final double RAISED = 0.85;
  private static final double STICK_LENGTH = 34;

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    Beat beat = Beat.at(scene.hitTimes(), time);
    double k = scene.sizeScale();
    barrel(brush.at(0, -3, k), scene, beat);
    double top = -3 - k * HEIGHT;
    for (int side = -1; side <= 1; side += 2) {
      stick(brush, side * 0.35 * WIDTH * k, top, side, side * RAISED * lift(beat, side));
    }
  }

  /** How far a stick is raised: 0 as it hits, 1 at rest. */
  private static double lift(Beat beat, int side) {
    boolean hitLast = beat.side() == side && beat.index() >= 0;
    if (hitLast) {
      return Math.min(1, 2 * beat.phase());
    }
    return Math.min(1, 4 * (1 - beat.phase()));
  }

  private static void barrel(Brush brush, Scene scene, Beat beat) {
    Color shell = Color.decode(scene.look().body());
    Color lace = Color.decode(scene.look().accent());
    Area barrel = new Area(new Rectangle2D.Double(-WIDTH, -HEIGHT, 2 * WIDTH, HEIGHT - DEPTH));
    barrel.add(new Area(Brush.ellipse(0, -DEPTH, WIDTH, DEPTH)));
    brush.fill(shell, barrel);
    for (int i = -3; i < 3; i++) {
      double x = i * WIDTH / 3;
      brush.line(lace, 2, x, -HEIGHT + 8, x + WIDTH / 6, -DEPTH + 2);
      brush.line(lace, 2, x + WIDTH / 6, -DEPTH + 2, x + WIDTH / 3, -HEIGHT + 8);
    }
    brush.stroke(Tint.darker(shell, 0.5), 1.6, barrel);
    brush.oval(Tint.mix(SKIN, Color.WHITE, beat.glow(0.15)), 0, -HEIGHT, WIDTH, DEPTH);
    brush.ring(Tint.darker(shell, 0.5), 2.4, 0, -HEIGHT, WIDTH, DEPTH);
    double glow = beat.glow(0.25);
    if (glow > 0) {
      double spread = 0.25 + 0.6 * (1 - glow);
      Color ripple = Tint.opacity(Tint.darker(SKIN, 0.5), glow);
      brush.ring(ripple, 1.6, 0, -HEIGHT, spread * WIDTH, spread * DEPTH);
    }
  }

  /** A stick with its tip over (x, y), turned away from the skin by {@code raised} radians. */
  private static void stick(Brush brush, double x, double y, int side, double raised) {
    Brush stick = brush.at(x + side * STICK_LENGTH, y - 12, 1, 1, raised);
    stick.line(Tint.darker(STICK, 0.45), 4.4, 0, 0, -side * STICK_LENGTH, 9);
    stick.line(STICK, 3, 0, 0, -side * STICK_LENGTH, 9);
    stick.disc(Tint.darker(STICK, 0.45), -side * STICK_LENGTH, 9, 3.6);
  }
}
