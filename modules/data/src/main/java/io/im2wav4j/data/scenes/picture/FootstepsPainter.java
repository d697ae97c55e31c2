package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;
import java.awt.geom.Path2D;

/**
 * A walker on a gravel path that passes below: one foot stands and is carried back while the other
 * swings forward, and lands at the hit.
 */
final class FootstepsPainter implements Painter {
  private static final Color GRAVEL = new Color(0x9a8f80);
  private static final Color DUST = new Color(0xe8dcc6);
  private static final Color SKIN_PALE = new Color(0xf0c8a0);
  private static final Color SKIN_DARK = new Color(0x7a4a2c);
  private static final double HIP = -34;
  private static final double SHOULDER = -58;
  private static final double STRIDE = 15;

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    Beat beat = Beat.at(scene.hitTimes(), time);
    double k = scene.sizeScale();
    path(brush, (beat.index() + beat.phase()) * 2 * STRIDE * k);
    Brush walker = brush.at(0, 0, k);
    Color shirt = Color.decode(scene.look().body());
    Color trousers = Tint.darker(Color.decode(scene.look().accent()), 0.35);
    Color skin = Tint.mix(SKIN_PALE, SKIN_DARK, Math.floorMod(scene.look().seed(), 8L) / 7.0);
    double back = STRIDE * (1 - 2 * beat.phase());
    double lift = 11 * Math.sin(Math.PI * beat.phase());
    arm(walker, Tint.darker(shirt, 0.3), skin, beat.side() * back);
    boolean farStands = beat.side() < 0;
    double far = farStands ? back : -back;
    leg(walker, Tint.darker(trousers, 0.3), far, farStands ? 0 : lift);
    leg(walker, trousers, -far, farStands ? lift : 0);
    walker.stroke(shirt, 13, Brush.outline(0, SHOULDER + 3, 0, HIP - 4));
    walker.disc(skin, 2, SHOULDER - 14, 9);
    walker.fill(trousers, hair());
    arm(walker, Tint.darker(shirt, 0.15), skin, -beat.side() * back);
    dust(walker, beat);
  }

  private static void path(Brush brush, double walked) {
    brush.oval(GRAVEL, 0, 2, 120, 7);
    for (int i = -8; i <= 8; i++) {
      double x = Math.IEEEremainder(i * 13 - walked, 17 * 13);
      double y = 1.5 + 3.2 * Math.sin(2.4 * i);
      brush.oval(Tint.darker(GRAVEL, 0.35), x, y, 2.2, 1.3);
    }
  }

  /** A leg from the hip to a foot {@code ahead} of it and {@code lift} above the ground. */
  private static void leg(Brush brush, Color trousers, double ahead, double lift) {
    double ankle = -5 - lift;
    double kneeX = ahead / 2 + 3 + lift * 0.6;
    Path2D leg = new Path2D.Double();
    leg.moveTo(0, HIP);
    leg.lineTo(kneeX, (HIP + ankle) / 2);
    leg.lineTo(ahead, ankle);
    brush.stroke(trousers, 8, leg);
    Brush foot = brush.at(ahead, ankle, 1, 1, ahead < 0 ? 0.03 * lift : -0.02 * lift);
    foot.oval(Color.BLACK, 4, 2.5, 10, 4.5);
    foot.box(new Color(0xf0f0f0), -5, 5, 18, 2);
  }

  private static void arm(Brush brush, Color sleeve, Color skin, double ahead) {
    double hand = HIP + 2 - Math.abs(ahead) * 0.25;
    brush.line(sleeve, 5, 0, SHOULDER + 2, ahead * 0.8, hand);
    brush.disc(skin, ahead * 0.85, hand + 2, 3.4);
  }

  private static Path2D hair() {
    Path2D hair = new Path2D.Double();
    hair.moveTo(12, SHOULDER - 17);
    hair.curveTo(8, SHOULDER - 28, -10, SHOULDER - 26, -8, SHOULDER - 9);
    hair.curveTo(-2, SHOULDER - 14, 2, SHOULDER - 18, 12, SHOULDER - 17);
    hair.closePath();
    return hair;
  }

  private static void dust(Brush brush, Beat beat) {
    double glow = beat.glow(0.2);
    if (glow > 0) {
      double spread = 1 - glow;
      double x = STRIDE * (1 - 2 * beat.phase()) + 6;
      for (int i = -2; i <= 2; i++) {
        double height = 2 + (4 - Math.abs(i)) * spread;
        brush.disc(Tint.opacity(DUST, glow), x + 6 * i * (0.6 + spread), -height, 3 + 2 * spread);
      }
    }
  }
}
