package io.im2wav4j.audio.spectral;

/** Sums the bins of a spectrum into mel bands. Immutable. */
public final class MelFilterBank {
  private final float[][] weights;
  private final int[] first;
  private final int bins;

  /** The bank for spectra of {@code fftSize / 2 + 1} bins. */
  public MelFilterBank(MelConfig config, int fftSize) {
    this.bins = fftSize / 2 + 1;
    this.weights = new float[config.bands()][];
    this.first = new int[config.bands()];
    MelScale scale = config.scale();
    double lowMel = scale.toMel(config.low());
    double step = (scale.toMel(config.high()) - lowMel) / (config.bands() + 1);
    for (int b = 0; b < config.bands(); b++) {
      double[] corners = new double[3];
      for (int i = 0; i < 3; i++) {
        corners[i] = lowMel + (b + i) * step;
      }
      double area = (scale.toHertz(corners[2]) - scale.toHertz(corners[0])) / 2;
      if (config.slopes() == MelConfig.Slopes.HERTZ) {
        for (int i = 0; i < 3; i++) {
          corners[i] = scale.toHertz(corners[i]);
        }
      }
      band(b, corners, config, (double) config.sampleRate() / fftSize, area);
    }
  }

  private void band(int b, double[] corners, MelConfig config, double binHertz, double area) {
    double[] full = new double[bins];
    int from = bins;
    int to = 0;
    for (int k = 0; k < bins; k++) {
      double x = k * binHertz;
      if (config.slopes() == MelConfig.Slopes.MEL) {
        x = config.scale().toMel(x);
      }
      double rising = (x - corners[0]) / (corners[1] - corners[0]);
      double falling = (corners[2] - x) / (corners[2] - corners[1]);
      double weight = Math.max(0, Math.min(rising, falling));
      if (weight > 0) {
        full[k] = config.unitArea() ? weight / area : weight;
        from = Math.min(from, k);
        to = k + 1;
      }
    }
    first[b] = Math.min(from, to);
    weights[b] = new float[Math.max(0, to - from)];
    for (int i = 0; i < weights[b].length; i++) {
      weights[b][i] = (float) full[from + i];
    }
  }

  /** Number of bands. */
  public int bands() {
    return weights.length;
  }

  /** One frame: [bins] to [bands]. */
  public float[] apply(float[] spectrum) {
    if (spectrum.length != bins) {
      throw new IllegalArgumentException(spectrum.length + " bins; expected " + bins);
    }
    float[] out = new float[weights.length];
    for (int b = 0; b < out.length; b++) {
      double sum = 0;
      for (int i = 0; i < weights[b].length; i++) {
        sum += (double) weights[b][i] * spectrum[first[b] + i];
      }
      out[b] = (float) sum;
    }
    return out;
  }

  /** The weights, [bands][bins]. */
  public float[][] weights() {
    float[][] full = new float[weights.length][bins];
    for (int b = 0; b < full.length; b++) {
      System.arraycopy(weights[b], 0, full[b], first[b], weights[b].length);
    }
    return full;
  }
}
