package io.im2wav4j.data.scenes.sound;

/**
 * A second-order filter whose cutoff may move while it runs. The state-variable form in the
 * trapezoidal discretization stays stable under modulation.
 */
final class Filter {
  private final int sampleRate;
  private double g;
  private double k;
  private double a1;
  private double state1;
  private double state2;
  private double band;
  private double low;

  Filter(int sampleRate, double hertz, double q) {
    this.sampleRate = sampleRate;
    tune(hertz, q);
  }

  /** Moves the cutoff (or centre) and the resonance; q = 0.707 is flat. */
  void tune(double hertz, double q) {
    g = Math.tan(Math.PI * Math.min(hertz, 0.45 * sampleRate) / sampleRate);
    k = 1 / q;
    a1 = 1 / (1 + g * (g + k));
  }

  /** The low-passed sample. */
  double lowPass(double in) {
    step(in);
    return low;
  }

  /** The band-passed sample, gain 1 at the centre. */
  double bandPass(double in) {
    step(in);
    return k * band;
  }

  /** The high-passed sample. */
  double highPass(double in) {
    step(in);
    return in - k * band - low;
  }

  private void step(double in) {
    double v3 = in - state2;
    band = a1 * state1 + g * a1 * v3;
    low = state2 + g * band;
    state1 = 2 * band - state1;
    state2 = 2 * low - state2;
  }
}
