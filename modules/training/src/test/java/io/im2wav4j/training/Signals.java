package io.im2wav4j.training;

import java.util.SplittableRandom;

/** Made-up data for tests. */
public final class Signals {
  private Signals() {}

  /** A sine with a little noise. */
  public static float[] tone(double frequency, int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] =
          (float) (0.5 * Math.sin(2 * Math.PI * frequency * i / 16000) + 0.02 * noise(random));
    }
    return samples;
  }

  /** Values in [-1, 1). */
  public static float[] noise(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) noise(random);
    }
    return values;
  }

  /** Changes two values by some last bits so that {@link java.util.Arrays#hashCode} is the same. */
  public static void changeKeepingHashCode(float[] values) {
    values[0] = Float.intBitsToFloat(Float.floatToIntBits(values[0]) + 1);
    values[1] = Float.intBitsToFloat(Float.floatToIntBits(values[1]) - 31);
  }

  private static double noise(SplittableRandom random) {
    return 2 * random.nextDouble() - 1;
  }
}
