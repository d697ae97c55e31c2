package io.im2wav4j.data.scenes.sound;

/** Damped sinusoids, the building block of modal synthesis: struck things and falling drops. */
final class DampedSine {
  /** Below this the tail is dropped: about -80 dB. */
  private static final double SILENCE = 1e-4;

  private DampedSine() {}

  /**
   * Adds amplitude * exp(-t / decay) * sin(2 pi f t) from {@code start} seconds on. Frequencies
   * above 0.45 of the sample rate are left out.
   */
  static void add(
      double[] out, int sampleRate, double start, double hertz, double amplitude, double decay) {
    if (hertz > 0.45 * sampleRate) {
      return;
    }
    double radius = Math.exp(-1 / (decay * sampleRate));
    double omega = 2 * Math.PI * hertz / sampleRate;
    double feedback = 2 * radius * Math.cos(omega);
    double damping = radius * radius;
    int from = Math.max(0, (int) Math.round(start * sampleRate));
    int to = (int) Math.min(out.length, from + Math.ceil(-Math.log(SILENCE) * decay * sampleRate));
    double before = 0;
    double now = amplitude * radius * Math.sin(omega);
    for (int i = from + 1; i < to; i++) {
      out[i] += now;
      double next = feedback * now - damping * before;
      before = now;
      now = next;
    }
  }
}
