package io.im2wav4j.encoders.wav2clip;

import io.im2wav4j.audio.spectral.Stft;
import io.im2wav4j.audio.spectral.StftConfig;
import io.im2wav4j.audio.spectral.Window;

/**
 * What Wav2CLIP sees of a sound: logarithms of the powers of a centred STFT, 22 ms apart, brought
 * to mean 0 and deviation 1. The reference takes one mean and one deviation over all clips of a
 * batch; so does {@link #normalise}, and who wants a clip's result to be its own gives it one clip.
 * Not safe for many threads.
 */
public final class Wav2ClipFrontEnd {
  /** Samples a second that it wants. */
  public static final int SAMPLE_RATE = 16_000;

  /** Frequencies. */
  public static final int BINS = 257;

  private static final double OFFSET = 1e-7;

  private final Stft stft = new Stft(new StftConfig(512, 353, 512, Window.HANN_PERIODIC, true));

  /**
   * Log powers of a clip, [257 frames] frequency by frequency.
   *
   * @param clip mono samples in [-1, 1] at {@link #SAMPLE_RATE}, at least one
   */
  public float[] logPower(float[] clip) {
    float[][] power = stft.power(clip);
    float[] out = new float[BINS * power.length];
    for (int t = 0; t < power.length; t++) {
      for (int k = 0; k < BINS; k++) {
        out[k * power.length + t] = (float) Math.log(power[t][k] + OFFSET);
      }
    }
    return out;
  }

  /**
   * Brings values to mean 0 and (unbiased) deviation 1, in place. A silent clip has no deviation:
   * its values become 0.
   */
  public static void normalise(float[] values) {
    double mean = 0;
    for (float v : values) {
      mean += v;
    }
    mean /= values.length;
    double squares = 0;
    for (float v : values) {
      squares += (v - mean) * (v - mean);
    }
    double deviation = Math.sqrt(squares / (values.length - 1.0));
    for (int i = 0; i < values.length; i++) {
      values[i] = deviation == 0 ? 0 : (float) ((values[i] - mean) / deviation);
    }
  }
}
