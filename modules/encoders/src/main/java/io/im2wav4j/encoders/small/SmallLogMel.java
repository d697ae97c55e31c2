package io.im2wav4j.encoders.small;

import io.im2wav4j.audio.spectral.LogMelSpectrogram;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.audio.spectral.StftConfig;
import io.im2wav4j.audio.spectral.Window;

/**
 * The front end of the small networks: Hann windows centred on every {@code hop}th sample, with
 * silence beyond the ends; power such that a sine of full scale is 0 dB; triangles of height 1 on
 * the mel scale; ln(power + 1e-6). Safe for many threads.
 */
public final class SmallLogMel {
  private final LogMelConfig config;
  private final float lnScale;
  private final ThreadLocal<LogMelSpectrogram> spectrogram;

  /** Prepares the window and the bands. */
  public SmallLogMel(LogMelConfig config) {
    this.config = config;
    int n = config.fftSize();
    // A sine of full scale has the magnitude of half the window's sum, n / 4.
    double scale = 16.0 / n / n;
    this.lnScale = (float) Math.log(scale);
    StftConfig stft = new StftConfig(n, config.hop(), n, Window.HANN_PERIODIC, false);
    MelConfig mel =
        new MelConfig(
            config.sampleRate(),
            config.bands(),
            config.lowest(),
            config.highest(),
            MelScale.HTK,
            MelConfig.Slopes.HERTZ,
            false);
    this.spectrogram =
        ThreadLocal.withInitial(() -> new LogMelSpectrogram(stft, mel, true, 1e-6 / scale));
  }

  /**
   * A clip's log-mel.
   *
   * @param clip mono samples in [-1, 1] at the configuration's rate; any length, even none
   */
  public LogMel of(float[] clip) {
    int n = config.fftSize();
    float[] padded = new float[clip.length + n];
    System.arraycopy(clip, 0, padded, n / 2, clip.length);
    float[][] rows = spectrogram.get().apply(padded);
    float[] values = new float[config.bands() * rows.length];
    for (int t = 0; t < rows.length; t++) {
      for (int b = 0; b < config.bands(); b++) {
        values[b * rows.length + t] = Math.max(LogMel.FLOOR, rows[t][b] + lnScale);
      }
    }
    return new LogMel(config.bands(), rows.length, values);
  }
}
