package io.im2wav4j.encoders.small;

import java.util.SplittableRandom;

/**
 * Changes a log-mel as other recordings of the same sound would differ: a window in time, gain, a
 * tilted and bent response, a floor of noise.
 *
 * @param gain largest change of level in dB, up or down
 * @param response largest change of level in dB at a band, a smooth random curve over the bands
 * @param noise highest noise floor in dB re full scale; each clip's is up to 60 dB below
 * @param ripple largest random change of a single band at a single time in dB, as a codec makes;
 *     each clip has a share of it
 */
public record SoundAugmentation(double gain, double response, double noise, double ripple) {
  private static final double NATS_PER_DB = Math.log(10) / 10;
  private static final double NOISE_RANGE = 60;

  /** Half the spread of a noise's log power from frame to frame, in nats. */
  private static final float NOISE_RIPPLE = 1.5f;

  /** Checks the ranges. */
  public SoundAugmentation {
    if (!(gain >= 0 && response >= 0 && noise <= 0 && ripple >= 0)) {
      throw new IllegalArgumentException(
          "gain is "
              + gain
              + ", response is "
              + response
              + ", noise is "
              + noise
              + ", ripple is "
              + ripple
              + "; must be at least 0, at least 0, at most 0 and at least 0 dB");
    }
  }

  /** For the contrastive pair: loudness distinguishes near from far, so it is left nearly alone. */
  public static SoundAugmentation gentle() {
    return new SoundAugmentation(1, 2, -55, 0);
  }

  /** For the classifier: it must know sounds that a codec or a generator has changed. */
  public static SoundAugmentation strong() {
    return new SoundAugmentation(9, 12, -30, 12);
  }

  /**
   * A changed copy of {@code frames} columns; shorter clips are put at a random place in silence.
   */
  public LogMel apply(LogMel clip, int frames, SplittableRandom random) {
    int slack = clip.frames() - frames;
    int start = slack == 0 ? 0 : random.nextInt(Math.abs(slack) + 1) * Integer.signum(slack);
    LogMel out = clip.window(start, frames);
    double level = gain * signed(random);
    double tilt = response * signed(random);
    double bend = response * signed(random);
    double phase = 2 * Math.PI * random.nextDouble();
    double floor = noise - NOISE_RANGE * random.nextDouble();
    double floorTilt = 10 * signed(random);
    float rough = (float) (NATS_PER_DB * ripple * random.nextDouble());
    float[] v = out.values();
    for (int b = 0; b < out.bands(); b++) {
      double at = 2.0 * b / out.bands() - 1;
      double change = level + (tilt * at + bend * Math.sin(Math.PI * at + phase)) / 2;
      float shift = (float) (NATS_PER_DB * change);
      float under = (float) (NATS_PER_DB * (floor + floorTilt * at)) - NOISE_RIPPLE;
      for (int i = b * frames; i < (b + 1) * frames; i++) {
        float noisy = under + 2 * NOISE_RIPPLE * random.nextFloat();
        float changed = v[i] + shift + rough * (2 * random.nextFloat() - 1);
        v[i] = Math.max(LogMel.FLOOR, Math.max(changed, noisy));
      }
    }
    return out;
  }

  private static double signed(SplittableRandom random) {
    return 2 * random.nextDouble() - 1;
  }
}
