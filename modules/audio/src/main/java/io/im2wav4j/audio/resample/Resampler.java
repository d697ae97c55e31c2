package io.im2wav4j.audio.resample;

import io.im2wav4j.audio.AudioClip;

/**
 * Changes the sample rate by a windowed sinc, one kernel for each phase of the output, as
 * torchaudio's resample does. The signal is zero beyond its ends; n samples become exactly ceil(n
 * to / from).
 */
public final class Resampler {
  private final int from;
  private final int to;
  private final int width;
  private final float[][] kernels;
  private final int originalTo;

  /** Prepares the kernels for one pair of rates. */
  public Resampler(int from, int to, SincFilter filter) {
    if (from < 1 || to < 1) {
      throw new IllegalArgumentException("rates are " + from + " and " + to + "; must be positive");
    }
    int divisor = gcd(from, to);
    this.originalTo = to;
    this.from = from / divisor;
    this.to = to / divisor;
    double cutoff = Math.min(this.from, this.to) * filter.rolloff();
    this.width = (int) Math.ceil(filter.zeroCrossings() * this.from / cutoff);
    this.kernels = new float[this.to][2 * width + this.from];
    for (int phase = 0; phase < this.to; phase++) {
      for (int i = 0; i < kernels[phase].length; i++) {
        // The reference divides in single precision, and its published numbers carry that.
        double t = (-(float) phase / this.to + (float) (i - width) / this.from) * cutoff;
        t = Math.max(-filter.zeroCrossings(), Math.min(filter.zeroCrossings(), t));
        double sinc = t == 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
        kernels[phase][i] = (float) (sinc * filter.window(t) * cutoff / this.from);
      }
    }
  }

  /**
   * A mono clip at {@code rate}, resampled with {@link SincFilter#KAISER_BEST} where its own rate
   * differs.
   */
  public static float[] toMono(AudioClip clip, int rate) {
    float[] mono = clip.toMono();
    return clip.sampleRate() == rate
        ? mono
        : new Resampler(clip.sampleRate(), rate, SincFilter.KAISER_BEST).apply(mono);
  }

  /** Resamples one channel. */
  public float[] apply(float[] samples) {
    if (from == to) {
      return samples.clone();
    }
    int length = (int) (((long) samples.length * to + from - 1) / from);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      float[] kernel = kernels[i % to];
      int start = (i / to) * from - width;
      int first = Math.max(0, -start);
      int last = Math.min(kernel.length, samples.length - start);
      double sum = 0;
      for (int k = first; k < last; k++) {
        sum += (double) kernel[k] * samples[start + k];
      }
      out[i] = (float) sum;
    }
    return out;
  }

  /** The kernel of one phase of the output. */
  public float[] kernel(int phase) {
    return kernels[phase].clone();
  }

  /** Samples a second that come out. */
  public int outputRate() {
    return originalTo;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
