package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/** A tone that wails up and down around its pitch, once for each turn of the drawn beams. */
final class SirenVoice implements Voice {
  private static final double GLIDE_OCTAVES = 0.22;
  private static final double[] LEVELS = {1, 0.5, 0.3, 0.16, 0.08};

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    double phase = random.nextDouble();
    double step = 2 * Math.PI * scene.cyclesPerSecond() / sampleRate;
    for (int i = 0; i < out.length; i++) {
      double wail = Math.sin(i * step);
      phase += scene.pitchHz() * Math.pow(2, GLIDE_OCTAVES * wail) / sampleRate;
      double sum = 0;
      for (int h = 0; h < LEVELS.length; h++) {
        sum += LEVELS[h] * Math.sin(2 * Math.PI * (h + 1) * phase);
      }
      out[i] += sum;
    }
  }
}
