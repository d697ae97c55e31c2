package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/**
 * A bird on a leafy branch. Its beak opens and its breast heaves as it chirps. Branch and leaves
 * have always the same size, to measure the bird by.
 */
final class BirdPainter implements Painter {
  private static final Color BARK = new Color(0x5d4330);
  private static final Color BEAK = new Color(0xf2a31b);
  private static final double BRANCH = -22;
  private static final double CHIRP_SECONDS = 0.2;

  @Override
  public void paint(Brush brush, Scene scene, double time) {
    branch(brush, scene.look().seed());
    Beat beat = Beat.at(scene.hitTimes(), time);
    double open = Math.sqrt(beat.glow(CHIRP_SECONDS));
    double k = scene.sizeScale() * 1.05;
    Brush bird = brush.at(0, BRANCH - 2, k);
    Color body = Color.decode(scene.look().body());
    Color wing = Color.decode(scene.look().accent());
    bird.line(BARK, 1.6, -3, 0, -4, -9);
    bird.line(BARK, 1.6, 4, 0, 2, -9);
    bird.polygon(Tint.darker(body, 0.35), -14, -16, -40, -8, -42, -15, -16, -24);
    bird.at(0, -20, 1, 1, -0.3).oval(body, 0, 0, 21 + open, 13.5 + open);
    bird.at(4, -17, 1, 1, -0.5).oval(Tint.lighter(body, 0.55), 0, 0, 13, 8.5);
    bird.at(-6, -21, 1, 1, -0.1 + 0.25 * open).fill(wing, wing());
    head(bird.at(15, -36, 1, 1, -0.35 * open), body, open);
    if (open > 0) {
      Color song = Tint.opacity(Color.WHITE, open);
      bird.arc(song, 2, 26, -42, 9, -25, 70);
      bird.arc(song, 2, 26, -42, 16, -25, 70);
    }
  }

  private static void head(Brush brush, Color body, double open) {
    brush.at(8, -1, 1, 1, -0.45 * open).polygon(BEAK, 0, -3, 15, 0, 0, 1.5);
    brush.at(8, 1, 1, 1, 0.45 * open).polygon(Tint.darker(BEAK, 0.2), 0, -1.5, 12, 0, 0, 3);
    brush.disc(body, 0, 0, 11);
    brush.disc(Color.WHITE, 3.5, -3, 3.6);
    brush.disc(Color.BLACK, 4.2, -3, 2.3);
  }

  private static Path2D wing() {
    Path2D wing = new Path2D.Double();
    wing.moveTo(10, -7);
    wing.curveTo(12, 6, -4, 10, -25, 11);
    wing.curveTo(-14, 4, -12, -7, 10, -7);
    wing.closePath();
    return wing;
  }

  private static void branch(Brush brush, long seed) {
    brush.line(BARK, 5, -52, BRANCH + 8, 44, BRANCH);
    brush.line(BARK, 3, 22, BRANCH + 1, 46, BRANCH + 13);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 9; i++) {
      double x = (i < 5 ? -50 + 7 * i : 26 + 6 * (i - 5)) + random.nextDouble(-2, 2);
      Color leaf = new Color(40 + random.nextInt(60), 110 + random.nextInt(70), 40);
      brush
          .at(x, BRANCH + 7 + random.nextDouble(-5, 9), 1, 1, random.nextDouble(-1, 1))
          .oval(leaf, 0, 0, 6, 3);
    }
  }
}
