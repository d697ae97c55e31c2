package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/**
 * Each landing foot is a dull thud and the crunch of gravel: grains that come thick at first and
 * then thin out. A bigger walker thuds lower.
 */
final class FootstepsVoice implements Voice {
  private static final int GRAINS = 55;
  private static final double CRUNCH_SECONDS = 0.05;

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    double thud = 130 * Math.pow(0.6, scene.size());
    for (double hit : scene.hitTimes()) {
      DampedSine.add(out, sampleRate, hit, thud, 0.9, 0.022);
      DampedSine.add(out, sampleRate, hit, 2.7 * thud, 0.4, 0.012);
      // The first grains mark the landing, the others follow it.
      for (int g = 0; g < GRAINS; g++) {
        double delay = g < 4 ? 0 : -Math.log(1 - random.nextDouble()) * CRUNCH_SECONDS;
        if (delay < 5 * CRUNCH_SECONDS) {
          double hertz = random.nextDouble(500, 2400);
          double level = random.nextDouble(-0.3, 0.3) * Math.exp(-delay / CRUNCH_SECONDS / 3);
          DampedSine.add(
              out, sampleRate, hit + delay, hertz, level, random.nextDouble(0.0015, 0.004));
        }
      }
    }
  }
}
