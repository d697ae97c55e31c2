package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/**
 * A train of firing pulses: harmonics of the firing rate, slightly uneven from stroke to stroke,
 * with a puff of exhaust noise on each, throbbing as the drawn exhaust puffs.
 */
final class EngineVoice implements Voice {
  private static final int HARMONICS = 16;
  private static final double TILT = 0.85;
  private static final double THROB = 0.3;
  private static final double NOISE = 0.5;

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    double[] phases = new double[HARMONICS];
    for (int h = 0; h < HARMONICS; h++) {
      // Nearly aligned phases make pulses; perfectly aligned ones would buzz.
      phases[h] = random.nextDouble(-0.1, 0.1);
    }
    Filter exhaust = new Filter(sampleRate, 500, 0.8);
    double phase = 0;
    double unevenness = 0;
    for (int i = 0; i < out.length; i++) {
      double t = (double) i / sampleRate;
      unevenness += 0.001 * (random.nextDouble(-1, 1) - unevenness);
      phase += scene.pitchHz() * (1 + 0.3 * unevenness) / sampleRate;
      double stroke = phase - Math.floor(phase);
      double sum = 0;
      for (int h = 1; h <= HARMONICS; h++) {
        sum += Math.pow(h, -TILT) * Math.cos(2 * Math.PI * (h * stroke + phases[h - 1]));
      }
      double puff = NOISE * Math.exp(-5 * stroke) * exhaust.bandPass(random.nextDouble(-1, 1));
      double throb = 1 + THROB * Math.sin(2 * Math.PI * scene.cyclesPerSecond() * t);
      out[i] += throb * (sum + 4 * puff);
    }
  }
}
