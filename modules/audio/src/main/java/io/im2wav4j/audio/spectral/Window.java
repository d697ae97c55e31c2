package io.im2wav4j.audio.spectral;

/** Windows of the STFT. */
public enum Window {
  /** Hann over n + 1 points without the last, as spectral analysis wants it. */
  HANN_PERIODIC,
  /** Hann that is zero at both ends. */
  HANN_SYMMETRIC;

  /** The window's {@code n} values. */
  public double[] values(int n) {
    double period = this == HANN_PERIODIC ? n : Math.max(1, n - 1);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / period);
    }
    return values;
  }
}
