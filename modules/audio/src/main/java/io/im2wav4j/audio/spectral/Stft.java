package io.im2wav4j.audio.spectral;

import org.jtransforms.fft.DoubleFFT_1D;

/** Magnitudes of the short-time Fourier transform of one channel. Not safe for many threads. */
public final class Stft {
  private final StftConfig config;
  private final double[] window;
  private final DoubleFFT_1D fft;

  /** Prepares the transform. */
  public Stft(StftConfig config) {
    this.config = config;
    this.window = config.window().values(config.windowLength());
    this.fft = new DoubleFFT_1D(config.fftSize());
  }

  /** Frequencies of a frame. */
  public int bins() {
    return config.fftSize() / 2 + 1;
  }

  /** Frames that {@code samples} samples give. */
  public int frames(int samples) {
    if (config.centered()) {
      return samples == 0 ? 0 : 1 + samples / config.hop();
    }
    return samples < config.windowLength()
        ? 0
        : 1 + (samples - config.windowLength()) / config.hop();
  }

  /** Magnitudes, [frames][bins]; not normalised. */
  public float[][] magnitude(float[] samples) {
    return transform(samples, false);
  }

  /** Squared magnitudes, [frames][bins]. */
  public float[][] power(float[] samples) {
    return transform(samples, true);
  }

  private float[][] transform(float[] samples, boolean squared) {
    int size = config.fftSize();
    int offset = (size - config.windowLength()) / 2;
    float[][] out = new float[frames(samples.length)][bins()];
    double[] buffer = new double[size];
    for (int t = 0; t < out.length; t++) {
      int first = t * config.hop() - (config.centered() ? size / 2 - offset : 0);
      java.util.Arrays.fill(buffer, 0);
      for (int i = 0; i < window.length; i++) {
        buffer[offset + i] = window[i] * samples[mirror(first + i, samples.length)];
      }
      fft.realForward(buffer);
      for (int k = 0; k < out[t].length; k++) {
        double power = power(buffer, k);
        out[t][k] = (float) (squared ? power : Math.sqrt(power));
      }
    }
    return out;
  }

  /** JTransforms packs the real parts of the two ends into the first two places. */
  private double power(double[] packed, int k) {
    int size = packed.length;
    if (k == 0) {
      return packed[0] * packed[0];
    }
    if (2 * k == size) {
      return packed[1] * packed[1];
    }
    double re = packed[2 * k];
    double im = 2 * k + 1 == size ? packed[1] : packed[2 * k + 1];
    return re * re + im * im;
  }

  /** Index in [0, length) of a signal mirrored at both ends, the end samples not repeated. */
  private static int mirror(int index, int length) {
    if (index >= 0 && index < length) {
      return index;
    }
    int period = Math.max(1, 2 * (length - 1));
    int i = Math.floorMod(index, period);
    return i < length ? i : period - i;
  }
}
