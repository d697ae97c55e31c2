package io.im2wav4j.audio.spectral;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * The short-time Fourier transform's squared magnitude: Hann windows of {@code fftSize} samples
 * centred on every {@code hop}th sample, with silence beyond the ends.
 */
public final class PowerSpectrogram {
  private final int fftSize;
  private final int hop;
  private final float[] window;
  private final FloatFFT_1D fft;

  /** Prepares the window. */
  public PowerSpectrogram(int fftSize, int hop) {
    this.fftSize = fftSize;
    this.hop = hop;
    this.fft = new FloatFFT_1D(fftSize);
    this.window = new float[fftSize];
    for (int i = 0; i < fftSize; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / fftSize));
    }
  }

  /** [1 + samples / hop][fftSize / 2 + 1] powers. */
  public float[][] of(float[] samples) {
    float[][] power = new float[1 + samples.length / hop][fftSize / 2 + 1];
    float[] frame = new float[fftSize];
    for (int t = 0; t < power.length; t++) {
      int start = t * hop - fftSize / 2;
      for (int i = 0; i < fftSize; i++) {
        int at = start + i;
        frame[i] = at >= 0 && at < samples.length ? samples[at] * window[i] : 0;
      }
      fft.realForward(frame);
      power[t][0] = frame[0] * frame[0];
      power[t][fftSize / 2] = frame[1] * frame[1];
      for (int k = 1; k < fftSize / 2; k++) {
        power[t][k] = frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
      }
    }
    return power;
  }
}
