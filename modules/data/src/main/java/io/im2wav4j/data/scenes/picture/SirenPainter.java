package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;

/**
 * A warning light with two beams that turn, on a striped post. The post has always the same size,
 * to measure the light by.
 */
final class SirenPainter implements Painter {
  private static final Color POST = new Color(0x2b2b30);
  private static final Color STRIPE = new Color(0xf4c430);
  private static final double TOP = -34;
  private static final Color[] LIGHTS = {
    new Color(0xff2a1f), new Color(0x2468ff), new Color(0xff8a00), new Color(0xff2a1f)
  };

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    brush.box(POST, -12, TOP, 24, -TOP);
    for (int i = 0; i < 3; i++) {
      double y = TOP + 6 + 10 * i;
      brush.polygon(STRIPE, -12, y + 6, -12, y + 1, 12, y - 5, 12, y);
    }
    Color light = LIGHTS[(int) Math.floorMod(scene.look().seed(), (long) LIGHTS.length)];
    double turn = 2 * Math.PI * scene.cyclesPerSecond() * time;
    double k = scene.sizeScale();
    Brush lamp = brush.at(0, TOP, k);
    beam(lamp, light, Math.cos(turn), Math.sin(turn));
    beam(lamp, light, -Math.cos(turn), -Math.sin(turn));
    dome(lamp, light, 0.5 + 0.5 * Math.sin(turn));
  }

  /** A beam seen from the side: wide when it points sideways, short when it points at us. */
  private static void beam(Brush brush, Color light, double across, double towards) {
    double reach = 62 * across;
    double spread = 13 + 6 * towards;
    Path2D beam =
        Brush.outline(0, -19, reach, -19 - spread, reach * 1.06, -19, reach, -19 + spread);
    brush.fill(Tint.opacity(Tint.lighter(light, 0.35), 0.62), beam);
    Path2D core = Brush.outline(0, -19, reach, -19 - spread / 2.5, reach, -19 + spread / 2.5);
    brush.fill(Tint.opacity(Tint.lighter(light, 0.75), 0.7), core);
  }

  private static void dome(Brush brush, Color light, double towards) {
    Arc2D dome = new Arc2D.Double(-19, -39, 38, 66, 0, 180, Arc2D.CHORD);
    brush.fill(light, dome);
    brush.oval(
        Tint.opacity(Color.WHITE, 0.35 + 0.6 * towards), 0, -19, 7 + 4 * towards, 9 + 4 * towards);
    brush.stroke(Tint.darker(light, 0.55), 2, dome);
    brush.box(POST, -23, -7, 46, 8);
    brush.box(Tint.lighter(POST, 0.3), -23, -7, 46, 2);
  }
}
