package io.im2wav4j.encoders.small;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * The front end of the small networks: Hann windows centred on every {@code hop}th sample, with
 * silence beyond the ends; power such that a sine of full scale is 0 dB; triangles of height 1 on
 * the mel scale 2595 lg(1 + f / 700); ln(power + 1e-6).
 */
public final class SmallLogMel implements LogMelFrontEnd {
  private static final float OFFSET = 1e-6f;

  private final LogMelConfig config;
  private final float[] window;
  private final int[] firstBin;
  private final float[][] weights;

  /** Prepares the window and the bands. */
  public SmallLogMel(LogMelConfig config) {
    this.config = config;
    int n = config.fftSize();
    this.window = new float[n];
    for (int i = 0; i < n; i++) {
      // Divided by half the sum of the window, n / 4.
      window[i] = (float) ((0.5 - 0.5 * Math.cos(2 * Math.PI * i / n)) * 4 / n);
    }
    this.firstBin = new int[config.bands()];
    this.weights = new float[config.bands()][];
    double low = mel(config.lowest());
    double step = (mel(config.highest()) - low) / (config.bands() + 1);
    for (int b = 0; b < config.bands(); b++) {
      triangle(b, hertz(low + b * step), hertz(low + (b + 1) * step), hertz(low + (b + 2) * step));
    }
  }

  private void triangle(int band, double left, double top, double right) {
    double perBin = (double) config.sampleRate() / config.fftSize();
    int bins = config.fftSize() / 2 + 1;
    int from = (int) Math.ceil(left / perBin);
    int to = Math.min(bins - 1, (int) Math.floor(right / perBin));
    float[] w = new float[Math.max(0, to - from + 1)];
    float sum = 0;
    for (int i = 0; i < w.length; i++) {
      double f = (from + i) * perBin;
      w[i] = (float) Math.max(0, Math.min((f - left) / (top - left), (right - f) / (right - top)));
      sum += w[i];
    }
    if (sum < 0.5f) {
      // A band narrower than a bin takes the nearest bin: else it would be deaf.
      from = (int) Math.min(bins - 1, Math.round(top / perBin));
      w = new float[] {1};
    }
    firstBin[band] = from;
    weights[band] = w;
  }

  @Override
  public LogMel of(float[] clip) {
    int n = config.fftSize();
    int frames = 1 + clip.length / config.hop();
    float[] values = new float[config.bands() * frames];
    FloatFFT_1D fft = new FloatFFT_1D(n);
    float[] frame = new float[n];
    float[] power = new float[n / 2 + 1];
    for (int t = 0; t < frames; t++) {
      int start = t * config.hop() - n / 2;
      Arrays.fill(frame, 0);
      for (int i = Math.max(0, -start); i < n && start + i < clip.length; i++) {
        frame[i] = clip[start + i] * window[i];
      }
      fft.realForward(frame);
      power[0] = frame[0] * frame[0];
      power[n / 2] = frame[1] * frame[1];
      for (int k = 1; k < n / 2; k++) {
        power[k] = frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
      }
      for (int b = 0; b < config.bands(); b++) {
        float sum = OFFSET;
        float[] w = weights[b];
        for (int i = 0; i < w.length; i++) {
          sum += w[i] * power[firstBin[b] + i];
        }
        values[b * frames + t] = Math.max(LogMel.FLOOR, (float) Math.log(sum));
      }
    }
    return new LogMel(config.bands(), frames, values);
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }
}
