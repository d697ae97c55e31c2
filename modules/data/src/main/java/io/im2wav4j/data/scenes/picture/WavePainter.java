package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * The sea with a curling breaker that rises and sinks, and foam that runs up as it does. The size
 * is the breaker's.
 */
final class WavePainter implements Painter {
  private static final Color SEA = new Color(0x2a7fa8);
  private static final double LEVEL = -22;
  private static final double WIDE = 180;

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    Color tint = Color.decode(scene.look().body());
    Color sea = Tint.mix(Tint.mix(SEA, tint, 0.22), Color.BLACK, 0.1);
    double cycle = 2 * Math.PI * scene.cyclesPerSecond() * time;
    double swell = 0.5 + 0.5 * Math.sin(cycle);
    brush.shade(
        Tint.lighter(sea, 0.25),
        Tint.darker(sea, 0.35),
        LEVEL,
        30,
        new Rectangle2D.Double(-WIDE, LEVEL, 2 * WIDE, 200));
    ripples(brush, sea, cycle);
    double k = scene.sizeScale() * 1.25;
    Brush wave = brush.at(10 * Math.cos(cycle), 6, k, k * (0.7 + 0.3 * swell), 0);
    wave.fill(Tint.darker(sea, 0.15), breaker());
    wave.fill(Tint.lighter(sea, 0.3), hollow());
    foam(wave, swell);
  }

  private static void ripples(Brush brush, Color sea, double cycle) {
    for (int row = 0; row < 5; row++) {
      double y = LEVEL + 5 + 9 * row;
      for (int i = -6; i <= 6; i++) {
        double x = 26 * i + 11 * (row % 2) + 4 * Math.sin(cycle + row);
        brush.arc(Tint.lighter(sea, 0.45), 1.2, x, y + 8, 9, 60, 60);
      }
    }
  }

  private static Path2D breaker() {
    Path2D path = new Path2D.Double();
    path.moveTo(-62, 2);
    path.curveTo(-36, -2, -30, -46, 4, -50);
    path.curveTo(26, -52, 38, -36, 32, -22);
    path.curveTo(28, -36, 12, -38, 6, -26);
    path.curveTo(0, -12, 14, 0, 50, 2);
    path.closePath();
    return path;
  }

  private static Path2D hollow() {
    Path2D path = new Path2D.Double();
    path.moveTo(-40, 0);
    path.curveTo(-24, -8, -18, -36, 2, -42);
    path.curveTo(-8, -30, -8, -10, 8, 0);
    path.closePath();
    return path;
  }

  private static void foam(Brush brush, double swell) {
    double[][] crest = {
      {-14, -43, 4},
      {-5, -48, 5},
      {5, -51, 5.5},
      {15, -50, 5.5},
      {24, -45, 5.5},
      {31, -37, 5},
      {33, -28, 4},
      {31, -21, 3}
    };
    for (double[] blob : crest) {
      brush.disc(Color.WHITE, blob[0], blob[1], blob[2] * (0.8 + 0.3 * swell));
    }
    for (int i = -5; i <= 5; i++) {
      brush.oval(Tint.opacity(Color.WHITE, 0.9), 12 * i, 3 + 2 * (i & 1), 8, 2.6 + 1.5 * swell);
    }
  }
}
