package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/** The modes of a circular membrane, and a short burst of noise where the stick meets the skin. */
final class DrumVoice implements Voice {
  /** Zeros of the Bessel functions, over the first: the frequencies of an ideal membrane. */
  private static final double[] RATIOS = {1, 1.593, 2.136, 2.296, 2.653, 2.917};

  private static final double[] LEVELS = {1, 0.45, 0.25, 0.2, 0.14, 0.1};
  private static final double LOWEST_DECAY = 0.16;
  private static final double SLAP_SECONDS = 0.012;
  private static final double SLAP_LEVEL = 0.9;

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    for (double hit : scene.hitTimes()) {
      double force = random.nextDouble(0.85, 1.15);
      for (int m = 0; m < RATIOS.length; m++) {
        double hertz = scene.pitchHz() * RATIOS[m];
        DampedSine.add(out, sampleRate, hit, hertz, force * LEVELS[m], LOWEST_DECAY / RATIOS[m]);
      }
      slap(out, sampleRate, hit, force, random);
    }
  }

  private static void slap(
      double[] out, int sampleRate, double hit, double force, SplittableRandom random) {
    Filter filter = new Filter(sampleRate, 1300, 0.8);
    int from = (int) Math.round(hit * sampleRate);
    int to = Math.min(out.length, from + (int) (6 * SLAP_SECONDS * sampleRate));
    for (int i = from; i < to; i++) {
      double envelope = Math.exp(-(i - from) / (SLAP_SECONDS * sampleRate));
      double noise = random.nextDouble(-1, 1);
      out[i] += force * SLAP_LEVEL * envelope * filter.bandPass(noise);
    }
  }
}
