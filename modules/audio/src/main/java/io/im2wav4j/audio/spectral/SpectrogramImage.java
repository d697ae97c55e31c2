package io.im2wav4j.audio.spectral;

import java.awt.image.BufferedImage;

/**
 * A picture of a sound: time to the right, frequency upwards on the mel scale, 70 dB from dark to
 * bright.
 */
public final class SpectrogramImage {
  private static final int FFT = 1024;
  private static final double RANGE_DECIBELS = 70;

  /**
   * Colours from silent to loud: dark blue, purple, orange, pale yellow; even steps in lightness.
   */
  private static final int[][] COLOURS = {
    {8, 6, 30},
    {48, 18, 92},
    {110, 30, 120},
    {176, 48, 104},
    {226, 86, 70},
    {248, 146, 52},
    {250, 206, 98},
    {252, 252, 206}
  };

  private SpectrogramImage() {}

  /** Draws mono samples. */
  public static BufferedImage of(float[] samples, int sampleRate, int width, int height) {
    int hop = Math.max(1, samples.length / width);
    float[][] power = new PowerSpectrogram(FFT, hop).of(samples);
    double highest = mel(sampleRate / 2.0);
    double top = 1e-10;
    for (float[] frame : power) {
      for (float p : frame) {
        top = Math.max(top, p);
      }
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      double low = bin(hertz(highest * (height - 1 - y) / height), sampleRate);
      double high = bin(hertz(highest * (height - y) / height), sampleRate);
      for (int x = 0; x < width; x++) {
        double decibels =
            10 * Math.log10(loudest(power[Math.min(x, power.length - 1)], low, high) / top + 1e-12);
        image.setRGB(x, y, colour(1 + decibels / RANGE_DECIBELS));
      }
    }
    return image;
  }

  private static double loudest(float[] frame, double low, double high) {
    int from = (int) Math.floor(low);
    int to = Math.min(frame.length - 1, (int) Math.ceil(high));
    double loudest = 0;
    for (int k = from; k <= to; k++) {
      loudest = Math.max(loudest, frame[k]);
    }
    return loudest;
  }

  private static int colour(double level) {
    double at = Math.max(0, Math.min(1, level)) * (COLOURS.length - 1);
    int i = Math.min((int) at, COLOURS.length - 2);
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      rgb =
          rgb << 8
              | (int) Math.round(COLOURS[i][c] + (at - i) * (COLOURS[i + 1][c] - COLOURS[i][c]));
    }
    return rgb;
  }

  private static double bin(double hertz, int sampleRate) {
    return hertz / sampleRate * FFT;
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }
}
