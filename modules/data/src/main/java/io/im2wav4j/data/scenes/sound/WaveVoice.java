package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/**
 * Dark noise whose level and brightness follow the drawn wave's rise and fall. Higher waves sound
 * darker.
 */
final class WaveVoice implements Voice {
  private static final double DARKEST_HZ = 130;

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    Filter first = new Filter(sampleRate, DARKEST_HZ, 0.7);
    Filter second = new Filter(sampleRate, DARKEST_HZ, 0.7);
    double brightest = 700 * Math.pow(0.55, scene.size());
    for (int i = 0; i < out.length; i++) {
      double swell = swell(scene, (double) i / sampleRate);
      double cutoff = DARKEST_HZ * Math.pow(brightest / DARKEST_HZ, swell);
      first.tune(cutoff, 0.7);
      second.tune(cutoff, 0.7);
      double noise = second.lowPass(first.lowPass(random.nextDouble(-1, 1)));
      // A narrower band lets less noise through: undo that, so that the swell alone sets the level.
      out[i] += noise / Math.sqrt(cutoff) * (0.35 + 0.65 * swell);
    }
  }

  /** 0 in the trough to 1 on the crest; half-way up when the clip starts. */
  private static double swell(Scene scene, double t) {
    return 0.5 + 0.5 * Math.sin(2 * Math.PI * scene.cyclesPerSecond() * t);
  }
}
