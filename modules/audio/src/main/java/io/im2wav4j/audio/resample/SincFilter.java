package io.im2wav4j.audio.resample;

/**
 * The low-pass filter of a resampler: a windowed sinc.
 *
 * @param zeroCrossings of the sinc on each side; more is sharper and slower
 * @param rolloff cut-off as a share of the lower Nyquist frequency
 * @param beta of the Kaiser window; 0 means a Hann window
 */
public record SincFilter(int zeroCrossings, double rolloff, double beta) {
  /**
   * As the "kaiser_best" of librosa and of resampy before 0.4: what this project resamples with.
   */
  public static final SincFilter KAISER_BEST =
      new SincFilter(64, 0.9475937167399596, 14.769656459379492);

  /** The default of torchaudio. */
  public static final SincFilter HANN = new SincFilter(6, 0.99, 0);

  /** Checks the values. */
  public SincFilter {
    if (zeroCrossings < 1 || !(rolloff > 0 && rolloff <= 1) || !(beta >= 0)) {
      throw new IllegalArgumentException(
          "zeroCrossings is "
              + zeroCrossings
              + ", rolloff "
              + rolloff
              + ", beta "
              + beta
              + "; must be at least 1, in (0, 1] and at least 0");
    }
  }

  /** The window at {@code t} zero crossings from the middle, |t| at most {@link #zeroCrossings}. */
  double window(double t) {
    double x = t / zeroCrossings;
    if (beta == 0) {
      double c = Math.cos(x * Math.PI / 2);
      return c * c;
    }
    return besselI0(beta * Math.sqrt(Math.max(0, 1 - x * x))) / besselI0(beta);
  }

  /** The modified Bessel function of the first kind, order 0, by its power series. */
  static double besselI0(double x) {
    double sum = 1;
    double term = 1;
    double quarter = x * x / 4;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= quarter / ((double) k * k);
      sum += term;
    }
    return sum;
  }
}
