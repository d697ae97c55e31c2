package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/**
 * Frequency-modulated chirps, one whenever the beak opens: an upward flick, a fall through the
 * pitch, and a trill on top.
 */
final class BirdVoice implements Voice {
  private static final double ATTACK = 0.008;
  private static final double TRILL_HZ = 28;
  private static final double TRILL_OCTAVES = 0.05;
  private static final double SECOND_HARMONIC = 0.18;

  @Override
  public void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random) {
    // One bird sings one song: its chirps differ only in small ways.
    double glide = random.nextDouble(0.2, 0.4);
    double length = random.nextDouble(0.14, 0.2);
    for (double hit : scene.hitTimes()) {
      double seconds = length * random.nextDouble(0.92, 1.08);
      chirp(out, sampleRate, hit, seconds, scene.pitchHz(), glide);
    }
  }

  private static void chirp(
      double[] out, int sampleRate, double start, double seconds, double hertz, double glide) {
    int from = (int) Math.round(start * sampleRate);
    int length = (int) (seconds * sampleRate);
    double phase = 0;
    for (int i = 0; i < length && from + i < out.length; i++) {
      double t = (double) i / sampleRate;
      double along = (double) i / length;
      double octaves =
          glide * Math.cos(Math.PI * along) + TRILL_OCTAVES * Math.sin(2 * Math.PI * TRILL_HZ * t);
      phase += hertz * Math.pow(2, octaves) / sampleRate;
      double envelope =
          Math.min(1, t / ATTACK) * Math.pow(Math.sin(Math.PI * (0.25 + 0.75 * along)), 1.5);
      out[from + i] +=
          envelope
              * (Math.sin(2 * Math.PI * phase) + SECOND_HARMONIC * Math.sin(4 * Math.PI * phase));
    }
  }
}
