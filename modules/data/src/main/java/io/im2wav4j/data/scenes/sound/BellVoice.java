package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/**
 * Modal synthesis: the inharmonic partials of a bell over its strike note. Higher partials die
 * sooner; the strike note rings through to the next stroke.
 */
final class BellVoice implements Voice {
  private static final double[] RATIOS = {1, 1.2, 2.0, 2.51, 2.99, 4.1, 5.43};
  private static final double[] LEVELS = {1, 0.22, 0.42, 0.2, 0.25, 0.16, 0.1};
  private static final double[] DECAYS = {0.55, 0.4, 0.3, 0.22, 0.16, 0.1, 0.06};

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    for (double hit : scene.hitTimes()) {
      double force = random.nextDouble(0.85, 1.15);
      for (int m = 0; m < RATIOS.length; m++) {
        double hertz = scene.pitchHz() * RATIOS[m];
        DampedSine.add(out, sampleRate, hit, hertz, force * LEVELS[m], DECAYS[m]);
      }
    }
  }
}
