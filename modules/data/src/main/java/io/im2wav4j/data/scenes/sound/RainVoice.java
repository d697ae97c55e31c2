package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/**
 * Granular: each drop is a short high plink, most of them soft and a few loud, over the hiss of
 * those too many to hear one by one. The heavier the rain is drawn, the more drops a second.
 */
final class RainVoice implements Voice {
  private static final double FEWEST_DROPS_PER_SECOND = 70;
  private static final double MOST_DROPS_PER_SECOND = 280;
  private static final double HISS = 0.16;

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    double dropsPerSecond =
        FEWEST_DROPS_PER_SECOND
            * Math.pow(MOST_DROPS_PER_SECOND / FEWEST_DROPS_PER_SECOND, scene.size());
    double seconds = (double) out.length / sampleRate;
    for (double t = 0; t < seconds; t -= Math.log(1 - random.nextDouble()) / dropsPerSecond) {
      double hertz = 1200 * Math.pow(3.2, random.nextDouble());
      double softness = random.nextDouble();
      double level = 0.12 + 0.6 * softness * softness * softness;
      DampedSine.add(out, sampleRate, t, hertz, level, random.nextDouble(0.002, 0.007));
    }
    Filter hiss = new Filter(sampleRate, 3200, 0.6);
    double level = HISS * (0.6 + 0.8 * scene.size());
    for (int i = 0; i < out.length; i++) {
      out[i] += level * hiss.bandPass(random.nextDouble(-1, 1));
    }
  }
}
