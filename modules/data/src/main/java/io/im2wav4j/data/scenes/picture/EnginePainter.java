package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;

/** A tractor that shakes with its running engine and puffs smoke from its exhaust. */
final class EnginePainter implements Painter {
  private static final Color TYRE = new Color(0x26262a);
  private static final Color SMOKE = new Color(0x5c5c62);
  private static final double PIPE_X = 22;
  private static final double PIPE_TOP = -44;
  private static final double SHAKES_PER_PUFF = 4;

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    double cycles = scene.cyclesPerSecond() * time;
    double shake = 0.9 * Math.sin(2 * Math.PI * SHAKES_PER_PUFF * cycles + 1);
    Brush tractor = brush.at(0, 0, scene.sizeScale() * 1.05);
    Color paint = Color.decode(scene.look().body());
    Color hub = Color.decode(scene.look().accent());
    for (int i = 0; i < 4; i++) {
      double age = cycles - Math.floor(cycles) + i;
      Color puff = Tint.opacity(SMOKE, 0.85 - 0.2 * age);
      tractor.disc(puff, PIPE_X - 5 * age, PIPE_TOP - 4 - 8 * age, 4 + 2.2 * age);
    }
    chassis(tractor.at(0, shake, 1), paint);
    wheel(tractor, -19, -19, 19, hub, cycles);
    wheel(tractor, 29, -11, 11, hub, 1.7 * cycles);
  }

  private static void chassis(Brush brush, Color paint) {
    Color edge = Tint.darker(paint, 0.45);
    brush.line(TYRE, 4, PIPE_X, -30, PIPE_X, PIPE_TOP);
    brush.polygon(Tint.darker(paint, 0.2), -30, -24, 0, -24, 0, -12, -30, -12);
    brush.polygon(paint, -2, -38, 36, -34, 38, -14, -2, -14);
    for (int i = 0; i < 4; i++) {
      brush.line(edge, 1.4, 14 + 5 * i, -30, 14 + 5 * i, -19);
    }
    brush.polygon(new Color(0xbfe3f2), -26, -58, -4, -58, -1, -36, -26, -36);
    brush.stroke(paint, 3.2, Brush.outline(-26, -58, -4, -58, -1, -36, -26, -36));
    brush.polygon(edge, -32, -63, 1, -63, 1, -58, -32, -58);
    brush.disc(new Color(0xfff2b0), 37, -28, 3.4);
  }

  private static void wheel(
      Brush brush, double x, double y, double radius, Color hub, double turns) {
    brush.disc(TYRE, x, y, radius);
    brush.disc(hub, x, y, radius * 0.6);
    for (int i = 0; i < 3; i++) {
      double angle = Math.PI * (i / 3.0 + 0.5 * turns);
      double dx = radius * 0.58 * Math.cos(angle);
      double dy = radius * 0.58 * Math.sin(angle);
      brush.line(TYRE, radius * 0.1, x - dx, y - dy, x + dx, y + dy);
    }
    brush.disc(TYRE, x, y, radius * 0.18);
  }
}
