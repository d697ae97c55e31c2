package io.im2wav4j.audio.resample;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.audio.media.MediaLimits;
import io.im2wav4j.core.error.UserError;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes the sample rate by a windowed sinc, one kernel for each phase of the output, as
 * torchaudio's resample does. The signal is zero beyond its ends; n samples become exactly ceil(n
 * to / from). Immutable: one resampler serves many threads.
 *
 * <p>With both rates divided by their greatest common divisor, output sample i is the sum over k of
 * kernel[i % to][k] * input[(i / to) * from + k - width].
 */
public final class Resampler {
  private static final ConcurrentHashMap<Key, Resampler> CACHE = new ConcurrentHashMap<>();
  private static final int CACHED_MOST = 16;

  /**
   * Coefficients of one filter, and of those in the cache: 256 MiB. Bat recorders need 2 million.
   */
  private static final long MOST_TAPS = 1 << 26;

  private final int from;
  private final int to;
  private final int width;
  private final float[][] kernels;

  /** Where kernel p's first tap stands among the 2 width + from places of the full kernel. */
  private final int[] firstTaps;

  private final int originalFrom;
  private final int originalTo;
  private final long taps;

  private record Key(int from, int to, SincFilter filter) {}

  /** Prepares the kernels for one pair of rates; {@link #of} keeps them. */
  public Resampler(int from, int to, SincFilter filter) {
    if (from < 1 || to < 1) {
      throw new IllegalArgumentException("rates are " + from + " and " + to + "; must be positive");
    }
    int divisor = gcd(from, to);
    this.originalFrom = from;
    this.originalTo = to;
    this.from = from / divisor;
    this.to = to / divisor;
    double cutoff = Math.min(this.from, this.to) * filter.rolloff();
    this.width = (int) Math.ceil(filter.zeroCrossings() * this.from / cutoff);
    this.taps = Math.round(2.0 * filter.zeroCrossings() * this.from / cutoff) * this.to;
    if (taps > MOST_TAPS) {
      throw new UserError(
          "a sound of " + from + " Hz",
          "no common divisor with " + to + " Hz but " + divisor,
          "rates whose filter has at most " + MOST_TAPS + " coefficients, not " + taps,
          "Convert it first, as with 'ffmpeg -i IN -ar 48000 OUT.wav'");
    }
    this.kernels = new float[this.to][];
    this.firstTaps = new int[this.to];
    for (int phase = 0; phase < this.to; phase++) {
      kernel(phase, cutoff, filter);
    }
  }

  /** Fills one kernel, without the places where the window is zero (more than half of them). */
  private void kernel(int phase, double cutoff, SincFilter filter) {
    double middle = width + (double) phase / to * from;
    double half = filter.zeroCrossings() / cutoff * from;
    int first = Math.max(0, (int) Math.floor(middle - half));
    int end = Math.min(2 * width + from, (int) Math.ceil(middle + half) + 1);
    float[] kernel = new float[end - first];
    for (int i = first; i < end; i++) {
      // The reference divides in single precision, and its published numbers carry that.
      double t = (-(float) phase / to + (float) (i - width) / from) * cutoff;
      t = Math.max(-filter.zeroCrossings(), Math.min(filter.zeroCrossings(), t));
      double sinc = t == 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
      kernel[i - first] = (float) (sinc * filter.window(t) * cutoff / from);
    }
    kernels[phase] = kernel;
    firstTaps[phase] = first;
  }

  /** A resampler from the cache, which holds those of the last few pairs of rates. */
  public static Resampler of(int from, int to, SincFilter filter) {
    Key key = new Key(from, to, filter);
    Resampler cached = CACHE.get(key);
    if (cached != null) {
      return cached;
    }
    Resampler made = new Resampler(from, to, filter);
    long cachedTaps = CACHE.values().stream().mapToLong(r -> r.taps).sum();
    if (CACHE.size() >= CACHED_MOST || cachedTaps + made.taps > MOST_TAPS) {
      CACHE.clear();
    }
    Resampler other = CACHE.putIfAbsent(key, made);
    return other == null ? made : other;
  }

  /**
   * A mono clip at {@code rate}: the mean of the channels, then resampled with {@link
   * SincFilter#KAISER_BEST} where its own rate differs.
   */
  public static float[] toMono(AudioClip clip, int rate) {
    float[] mono = clip.toMono();
    return clip.sampleRate() == rate
        ? mono
        : of(clip.sampleRate(), rate, SincFilter.KAISER_BEST).apply(mono);
  }

  /**
   * As {@link #toMono(AudioClip, int)}, sample for sample, of a sound that comes piece by piece.
   */
  public static SampleStream toRate(SampleStream sound, int rate) {
    return sound.sampleRate() == rate
        ? sound
        : new ResampledStream(sound, of(sound.sampleRate(), rate, SincFilter.KAISER_BEST));
  }

  /**
   * Resamples one channel.
   *
   * @throws UserError where the result is too long to be held, by {@link MediaLimits}
   */
  public float[] apply(float[] samples) {
    if (from == to) {
      return samples.clone();
    }
    long length = lengthOf(samples.length);
    if (length > MediaLimits.current().heldSamples()) {
      throw new UserError(
          "a sound of " + originalFrom + " Hz",
          length + " samples at " + originalTo + " Hz",
          "at most " + MediaLimits.current().heldSamples() + " in one piece (heldMegasamples)",
          "Leave it out, or raise the limit in a copy of configs/limits.yaml, given with --limits FILE");
    }
    float[] out = new float[(int) length];
    for (int i = 0; i < out.length; i++) {
      out[i] = sample(i, samples, 0, samples.length);
    }
    return out;
  }

  /** Samples that come out for {@code length} samples. */
  long lengthOf(long length) {
    return (length * to + from - 1) / from;
  }

  /** Where in the input the kernel of output sample {@code i} begins. */
  long firstTap(long i) {
    return i / to * from - width + firstTaps[(int) (i % to)];
  }

  /** Where in the input the kernel of output sample {@code i} ends. */
  long lastTap(long i) {
    return firstTap(i) + kernels[(int) (i % to)].length - 1;
  }

  /**
   * Output sample {@code i}.
   *
   * @param samples a part of the input that holds all its taps
   * @param base where the part begins in the input
   * @param length of the whole input
   */
  float sample(long i, float[] samples, long base, long length) {
    float[] kernel = kernels[(int) (i % to)];
    long start = firstTap(i);
    return dot(
        kernel,
        samples,
        (int) (start - base),
        (int) Math.max(0, -start),
        (int) Math.min(kernel.length, length - start));
  }

  /** Four sums, so that an addition need not wait for the one before. */
  private static float dot(float[] kernel, float[] samples, int start, int first, int last) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = first;
    for (; k + 3 < last; k += 4) {
      a += (double) kernel[k] * samples[start + k];
      b += (double) kernel[k + 1] * samples[start + k + 1];
      c += (double) kernel[k + 2] * samples[start + k + 2];
      d += (double) kernel[k + 3] * samples[start + k + 3];
    }
    for (; k < last; k++) {
      a += (double) kernel[k] * samples[start + k];
    }
    return (float) (a + b + c + d);
  }

  /** The kernel of one phase of the output, with its zeros: [2 width + from], rates reduced. */
  public float[] kernel(int phase) {
    float[] full = new float[2 * width + from];
    System.arraycopy(kernels[phase], 0, full, firstTaps[phase], kernels[phase].length);
    return full;
  }

  /** Samples a second that come out. */
  public int outputRate() {
    return originalTo;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
