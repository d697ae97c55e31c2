package io.im2wav4j.encoders.passt;

import io.im2wav4j.audio.spectral.LogMelSpectrogram;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.audio.spectral.StftConfig;
import io.im2wav4j.audio.spectral.Window;

/**
 * What PaSST sees of a sound: pre-emphasis, powers of a centred STFT (25 ms every 10 ms) in 128 mel
 * bands up to 15 kHz, logarithm, scaled to about [-1, 1] (hear21passt preprocess.py in evaluation).
 * Not safe for many threads.
 */
public final class PasstFrontEnd {
  /** Samples a second that it wants. */
  public static final int SAMPLE_RATE = 32_000;

  /** Mel bands of a frame. */
  public static final int BANDS = 128;

  private static final int HOP = 320;
  private static final float PRE_EMPHASIS = 0.97f;
  private static final double LARGEST_FREQUENCY = 15_000;

  private final LogMelSpectrogram spectrogram =
      new LogMelSpectrogram(
          new StftConfig(1024, HOP, 800, Window.HANN_SYMMETRIC, true),
          new MelConfig(
              SAMPLE_RATE, BANDS, 0, LARGEST_FREQUENCY, MelScale.HTK, MelConfig.Slopes.MEL, false),
          true,
          1e-5);

  /** Samples of the shortest clip that has {@code frames} frames. */
  static int samples(int frames) {
    return (frames - 1) * HOP + 2;
  }

  /** Frames of a clip of {@code samples} samples. */
  static int frames(int samples) {
    return samples < 2 ? 0 : 1 + (samples - 1) / HOP;
  }

  /**
   * The picture of a clip, [128][frames].
   *
   * @param clip mono samples in [-1, 1] at {@link #SAMPLE_RATE}, at least two
   */
  public float[][] apply(float[] clip) {
    float[] emphasized = new float[clip.length - 1];
    for (int i = 0; i < emphasized.length; i++) {
      emphasized[i] = clip[i + 1] - PRE_EMPHASIS * clip[i];
    }
    float[][] frames = spectrogram.apply(emphasized);
    float[][] out = new float[BANDS][frames.length];
    for (int t = 0; t < frames.length; t++) {
      for (int b = 0; b < BANDS; b++) {
        out[b][t] = (frames[t][b] + 4.5f) / 5;
      }
    }
    return out;
  }
}
