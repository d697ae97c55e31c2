package io.im2wav4j.audio.spectral;

import io.im2wav4j.audio.AudioClip;
import java.awt.image.BufferedImage;

/**
 * A picture of a sound: time to the right, mel frequency upward, brightness for level. The same
 * level has the same colour in every picture, so that pictures can be compared.
 */
public final class SpectrogramImage {
  /** Levels, as ln of power in a band, that are darkest and brightest: 80 dB apart. */
  private static final double DARK = -12;

  private static final double BRIGHT = DARK + 80 * Math.log(10) / 10;

  private SpectrogramImage() {}

  /**
   * Draws a clip.
   *
   * @param width in pixels; the whole clip fits in
   * @param height in pixels, one mel band each
   */
  public static BufferedImage of(AudioClip clip, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "the picture is " + width + " by " + height + "; must be at least 1 by 1");
    }
    float[] samples = clip.toMono();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double top = clip.sampleRate() / 2.0;
    int window = Integer.highestOneBit(Math.max(64, clip.sampleRate() / 16));
    // At least two frames a pixel, so that a click between two columns is not lost.
    int hop = Math.max(1, Math.min(window / 4, samples.length / (2 * width)));
    float[][] values =
        new LogMelSpectrogram(
                new StftConfig(2 * window, hop, window, Window.HANN_PERIODIC, true),
                new MelConfig(
                    clip.sampleRate(), height, 0, top, MelScale.HTK, MelConfig.Slopes.HERTZ, false),
                true,
                Math.exp(DARK))
            .apply(samples);
    for (int x = 0; x < width; x++) {
      int first = (int) ((long) x * values.length / width);
      int last = Math.max(first + 1, (int) ((long) (x + 1) * values.length / width));
      for (int y = 0; y < height; y++) {
        double loudest = DARK;
        for (int t = first; t < Math.min(last, values.length); t++) {
          loudest = Math.max(loudest, values[t][height - 1 - y]);
        }
        image.setRGB(x, y, ColourMap.rgb((loudest - DARK) / (BRIGHT - DARK)));
      }
    }
    return image;
  }
}
