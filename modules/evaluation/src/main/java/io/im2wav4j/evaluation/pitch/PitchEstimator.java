package io.im2wav4j.evaluation.pitch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One fundamental frequency for a sound: YIN (de Cheveigne and Kawahara, 2002) in short windows,
 * then the median over windows in octaves, loud and clearly periodic windows counting for more. For
 * a sound that glides this is the middle of its glides.
 *
 * @param sampleRate samples a second
 * @param lowestHz lowest pitch looked for
 * @param highestHz highest pitch looked for, at most a quarter of the sample rate
 */
public record PitchEstimator(int sampleRate, double lowestHz, double highestHz) {
  private static final double WINDOW_SECONDS = 0.04;
  private static final double HOP_SECONDS = 0.016;

  /** A dip of the normalised difference below this is a period (YIN's absolute threshold). */
  private static final double CLEAR = 0.15;

  /** A dip this much shallower than the deepest counts as deep. */
  private static final double MARGIN = 0.3;

  /** A window whose deepest dip stays above this has no pitch. */
  private static final double UNCLEAR = 0.45;

  /** Windows quieter than this share of the loudest do not count. */
  private static final double QUIET = 0.02;

  /** Checks the range. */
  public PitchEstimator {
    if (!(lowestHz > 0 && lowestHz < highestHz && highestHz <= sampleRate / 4.0)) {
      throw new IllegalArgumentException(
          "pitches from "
              + lowestHz
              + " to "
              + highestHz
              + " Hz at "
              + sampleRate
              + " samples a second; must be above 0, rising, and at most a quarter of the rate");
    }
  }

  /** From 40 to 3,000 Hz. */
  public static PitchEstimator standard(int sampleRate) {
    return new PitchEstimator(sampleRate, 40, Math.min(3000, sampleRate / 4.0));
  }

  private record Voiced(double octaves, double weight) {}

  /** The pitch in hertz, or empty for silence and noise. */
  public OptionalDouble estimate(float[] sound) {
    int longest = (int) Math.ceil(sampleRate / lowestHz);
    int window = Math.max((int) (WINDOW_SECONDS * sampleRate), longest);
    int hop = (int) Math.max(1, HOP_SECONDS * sampleRate);
    double loudest = 0;
    for (int at = 0; at + window + longest + 1 <= sound.length; at += hop) {
      loudest = Math.max(loudest, rms(sound, at, window));
    }
    if (loudest == 0) {
      return OptionalDouble.empty();
    }
    List<Voiced> voiced = new ArrayList<>();
    int windows = 0;
    for (int at = 0; at + window + longest + 1 <= sound.length; at += hop) {
      double level = rms(sound, at, window);
      if (level >= QUIET * loudest) {
        windows++;
        add(sound, at, window, longest, level, voiced);
      }
    }
    // A few accidental periods in noise are no pitch.
    if (voiced.size() < Math.max(2, windows / 5)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.pow(2, weightedMedian(voiced)));
  }

  private void add(
      float[] sound, int at, int window, int longest, double level, List<Voiced> voiced) {
    double[] difference = normalisedDifference(sound, at, window, longest);
    int shortest = Math.max(2, (int) Math.floor(sampleRate / highestHz));
    int lag = period(difference, shortest);
    double depth = lag == 0 ? 1 : depth(difference, lag);
    if (depth <= UNCLEAR) {
      double exact = lag + vertex(difference[lag - 1], difference[lag], difference[lag + 1]);
      double octaves = Math.log(sampleRate / exact) / Math.log(2);
      voiced.add(new Voiced(octaves, level * (1 - depth)));
    }
  }

  /** YIN's cumulative mean normalised difference for lags 0 to longest + 1. */
  private static double[] normalisedDifference(float[] x, int at, int window, int longest) {
    double[] out = new double[longest + 2];
    out[0] = 1;
    double sum = 0;
    for (int lag = 1; lag < out.length; lag++) {
      double difference = 0;
      int end = Math.min(at + window, x.length - lag);
      for (int i = at; i < end; i++) {
        double d = x[i] - x[i + lag];
        difference += d * d;
      }
      sum += difference;
      out[lag] = sum == 0 ? 1 : difference * lag / sum;
    }
    return out;
  }

  /**
   * The first dip that is about as deep as the deepest, so that a multiple of the period does not
   * win by a hair; 0 where there is none inside.
   */
  private static int period(double[] difference, int shortest) {
    List<Integer> dips = new ArrayList<>();
    double deepest = Double.POSITIVE_INFINITY;
    for (int lag = shortest; lag < difference.length - 1; lag++) {
      if (difference[lag] <= difference[lag - 1] && difference[lag] < difference[lag + 1]) {
        dips.add(lag);
        deepest = Math.min(deepest, depth(difference, lag));
      }
    }
    for (int lag : dips) {
      if (depth(difference, lag) < Math.max(CLEAR, deepest + MARGIN)) {
        return lag;
      }
    }
    return 0;
  }

  /** The value at a dip's bottom between the samples; short periods are but few samples long. */
  private static double depth(double[] difference, int lag) {
    double before = difference[lag - 1];
    double after = difference[lag + 1];
    double shift = vertex(before, difference[lag], after);
    return Math.max(0, difference[lag] - (before - after) * shift / 4);
  }

  /** Where the parabola through three points has its vertex, from the middle: -0.5 to 0.5. */
  private static double vertex(double before, double middle, double after) {
    double curvature = before - 2 * middle + after;
    return curvature <= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curvature)));
  }

  private static double rms(float[] x, int at, int window) {
    double sum = 0;
    for (int i = at; i < at + window; i++) {
      sum += (double) x[i] * x[i];
    }
    return Math.sqrt(sum / window);
  }

  private static double weightedMedian(List<Voiced> voiced) {
    List<Voiced> sorted = new ArrayList<>(voiced);
    sorted.sort(Comparator.comparingDouble(Voiced::octaves));
    double half = sorted.stream().mapToDouble(Voiced::weight).sum() / 2;
    double sum = 0;
    for (Voiced v : sorted) {
      sum += v.weight();
      if (sum >= half) {
        return v.octaves();
      }
    }
    return sorted.get(sorted.size() - 1).octaves();
  }
}
