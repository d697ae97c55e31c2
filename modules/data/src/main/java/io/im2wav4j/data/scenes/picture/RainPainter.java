package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;
import java.util.SplittableRandom;

/**
 * A cloud with falling streaks and rings in a puddle. Heavier rain (the scene's size) has more
 * streaks and a larger, darker cloud.
 */
final class RainPainter implements Painter {
  private static final Color DROP = new Color(0xcfe6ff);
  private static final Color DROP_EDGE = new Color(0x2f5f9a);
  private static final double CLOUD = -68;
  private static final double FALL_PER_SECOND = 2.2;
  private static final double[][] PUFFS = {
    {-26, 3, 14}, {-10, -6, 17}, {10, -8, 18}, {27, 2, 14}, {0, 5, 18}, {-18, 7, 12}, {18, 7, 13}
  };

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    double k = 0.65 + 0.45 * scene.size();
    SplittableRandom random = new SplittableRandom(scene.look().seed());
    Color water = Color.decode(scene.look().horizon());
    brush.oval(Tint.opacity(Tint.mix(water, DROP_EDGE, 0.5), 0.8), 0, 0, 44 * k, 6 * k);
    int drops = (int) Math.round(14 + 46 * scene.size());
    for (int i = 0; i < drops; i++) {
      double x = random.nextDouble(-38, 38) * k;
      double phase = random.nextDouble() + FALL_PER_SECOND * time;
      double along = phase - Math.floor(phase);
      double y = CLOUD + 8 + along * (-CLOUD - 10);
      brush.line(DROP_EDGE, 2.4, x + 1.5, y - 6, x, y + 4);
      brush.line(DROP, 1.3, x + 1.5, y - 6, x, y + 4);
      if (along < 0.3 && i % 2 == 0) {
        double spread = 1 + 18 * along;
        double y0 = random.nextDouble(-3, 3) * k;
        brush.ring(Tint.opacity(Color.WHITE, 1 - 3 * along), 1, x, y0, spread, spread * 0.35);
      }
    }
    Color cloud = Tint.mix(new Color(0xa9b3bf), new Color(0x4d5663), scene.size());
    Brush sky = brush.at(0, CLOUD, k);
    for (double[] puff : PUFFS) {
      sky.disc(Tint.darker(cloud, 0.25), puff[0], puff[1] + 2, puff[2]);
    }
    for (double[] puff : PUFFS) {
      sky.disc(cloud, puff[0], puff[1], puff[2] - 1);
    }
    for (double[] puff : PUFFS) {
      sky.disc(Tint.lighter(cloud, 0.15), puff[0] - 2, puff[1] - 3, puff[2] * 0.6);
    }
  }
}
