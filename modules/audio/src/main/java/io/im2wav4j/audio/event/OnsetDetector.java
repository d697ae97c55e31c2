package io.im2wav4j.audio.event;

import io.im2wav4j.audio.spectral.LogMelSpectrogram;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.audio.spectral.StftConfig;
import io.im2wav4j.audio.spectral.Window;

/**
 * Onsets of a sound: peaks of the spectral flux of its log-mel spectrogram, with the maximum over
 * neighbouring bands that keeps vibrato from counting (SuperFlux: Boeck and Widmer, DAFx 2013).
 *
 * <p>Levels are in decibels and count down to {@value #DEPTH} dB under the loudest band of the
 * clip, so loudness changes nothing. What already sounds when the clip begins has no onset: a cut
 * is not an event. Not safe for many threads.
 */
public final class OnsetDetector {
  private static final double HOP_SECONDS = 0.01;
  private static final double WINDOW_SECONDS = 0.032;
  private static final int BANDS = 40;
  private static final double LOWEST = 50;
  private static final double DEPTH = 60;
  private static final double DECIBELS = 10 / Math.log(10);

  /** Frames over which a rise is measured. */
  private static final int LAG = 2;

  /**
   * In decibels, mean over bands: noise flickers by less, a tenth of the bands rising by 30 dB is
   * more.
   */
  private static final double RISE = 2.5;

  private static final PeakPicker PICKER = new PeakPicker(3, 10, RISE, 5);

  /** Changes with all that changes an onset. */
  public static final String VERSION = "spectral flux 1";

  private final LogMelSpectrogram spectrogram;
  private final double hopSeconds;
  private final int hop;
  private final int halfWindow;

  /** A detector for sounds at a rate of at least 4,000 samples a second. */
  public OnsetDetector(int sampleRate) {
    if (sampleRate < 4000) {
      throw new IllegalArgumentException(
          "sampleRate is " + sampleRate + "; must be at least 4000 samples a second");
    }
    int hop = (int) Math.round(HOP_SECONDS * sampleRate);
    int window = (int) Math.round(WINDOW_SECONDS * sampleRate);
    int fft = Math.max(512, Integer.highestOneBit(2 * window - 1));
    this.spectrogram =
        new LogMelSpectrogram(
            new StftConfig(fft, hop, window, Window.HANN_PERIODIC, true),
            new MelConfig(
                sampleRate,
                BANDS,
                LOWEST,
                sampleRate / 2.0,
                MelScale.SLANEY,
                MelConfig.Slopes.HERTZ,
                false),
            true,
            Float.MIN_NORMAL);
    this.hopSeconds = (double) hop / sampleRate;
    this.hop = hop;
    this.halfWindow = window / 2;
  }

  /** Times of the onsets in seconds, ascending. */
  public double[] onsets(float[] samples) {
    double[] flux = flux(samples);
    int[] peaks = PICKER.peaks(flux);
    double[] times = new double[peaks.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = peaks[i] * hopSeconds;
    }
    return times;
  }

  /**
   * Mean rise of the bands in decibels, [frames]; 0 in the first frames, which have no past, and in
   * the last, whose windows see the end mirrored.
   */
  double[] flux(float[] samples) {
    float[][] levels = spectrogram.apply(samples);
    float loudest = Float.NEGATIVE_INFINITY;
    for (float[] frame : levels) {
      for (float level : frame) {
        loudest = Math.max(loudest, level);
      }
    }
    double floor = loudest - DEPTH / DECIBELS;
    double[] flux = new double[levels.length];
    for (int t = LAG; t < flux.length && t * hop + halfWindow <= samples.length; t++) {
      float[] now = levels[t];
      float[] before = levels[t - LAG];
      for (int b = 0; b < now.length; b++) {
        float past = before[b];
        past = b > 0 ? Math.max(past, before[b - 1]) : past;
        past = b + 1 < now.length ? Math.max(past, before[b + 1]) : past;
        double rise = Math.max(floor, now[b]) - Math.max(floor, past);
        flux[t] += Math.max(0, rise) * DECIBELS / now.length;
      }
    }
    return flux;
  }
}
