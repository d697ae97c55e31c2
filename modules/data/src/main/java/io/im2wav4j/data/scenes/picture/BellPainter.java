package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;
import java.awt.geom.Path2D;

/**
 * A bell in a wooden frame. It swings from side to side and is struck at the end of each swing. The
 * frame has always the same size, to measure the bell by.
 */
final class BellPainter implements Painter {
  private static final Color WOOD = new Color(0x6b4a2f);
  private static final double SWING = 0.45;
  private static final double BEAM = -70;

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    for (int side = -1; side <= 1; side += 2) {
      brush.line(WOOD, 5, side * 38, 0, side * 33, BEAM);
      brush.line(Tint.darker(WOOD, 0.3), 3, side * 46, 0, side * 35, -32);
    }
    brush.line(WOOD, 6, -40, BEAM, 40, BEAM);
    Beat beat = Beat.at(scene.hitTimes(), time);
    double swing = Math.cos(Math.PI * beat.phase()) * beat.side();
    double k = scene.sizeScale() * 1.08;
    Brush bell = brush.at(0, BEAM, k, k, -SWING * swing);
    Color metal = Color.decode(scene.look().body());
    bell.line(Tint.darker(metal, 0.6), 3, 2 * swing, 30, 13 * swing, 46);
    bell.disc(Tint.darker(metal, 0.6), 13 * swing, 48, 5);
    bell.box(Tint.darker(metal, 0.5), -4, 0, 8, 8);
    bell.fill(metal, body());
    bell.stroke(Tint.darker(metal, 0.45), 1.6, body());
    bell.oval(Tint.lighter(metal, 0.55), -8, 22, 2.6, 9);
    bell.line(Tint.darker(metal, 0.45), 2, -18, 34, 18, 34);
    clang(brush.at(0, BEAM, k), beat);
  }

  private static Path2D body() {
    Path2D path = new Path2D.Double();
    path.moveTo(-24, 46);
    path.curveTo(-15, 36, -17, 24, -14, 16);
    path.curveTo(-12, 6, 12, 6, 14, 16);
    path.curveTo(17, 24, 15, 36, 24, 46);
    path.closePath();
    return path;
  }

  private static void clang(Brush brush, Beat beat) {
    double glow = beat.glow(0.2);
    if (glow > 0) {
      Color colour = Tint.opacity(Color.WHITE, glow);
      double x = beat.side() * 17;
      int start = beat.side() > 0 ? -70 : 160;
      brush.arc(colour, 2, x, 40, 20, start, 90);
      brush.arc(colour, 2, x, 40, 27, start, 90);
    }
  }
}
