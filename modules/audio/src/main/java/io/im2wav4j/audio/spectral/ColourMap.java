package io.im2wav4j.audio.spectral;

/**
 * Night to daylight: near black over violet and coral to pale yellow. Colours are mixed in Oklab
 * (Ottosson, 2020), with lightness in step with the value, so that equal differences look equal and
 * the picture survives printing in grey.
 */
final class ColourMap {
  /** Lightness, chroma and hue in degrees at evenly spaced values. */
  private static final double[][] STOPS = {
    {0.13, 0.03, 280}, {0.335, 0.13, 295}, {0.54, 0.17, 350}, {0.745, 0.15, 410}, {0.95, 0.09, 465},
  };

  private static final int SIZE = 256;
  private static final int[] TABLE = new int[SIZE];

  static {
    for (int i = 0; i < SIZE; i++) {
      double x = (double) i / (SIZE - 1) * (STOPS.length - 1);
      int left = Math.min(STOPS.length - 2, (int) x);
      double f = x - left;
      double[] c = new double[3];
      for (int j = 0; j < 3; j++) {
        c[j] = STOPS[left][j] * (1 - f) + STOPS[left + 1][j] * f;
      }
      TABLE[i] = rgb(c[0], c[1], Math.toRadians(c[2]));
    }
  }

  private ColourMap() {}

  /** 0xRRGGBB of a value from 0 to 1. */
  static int rgb(double value) {
    return TABLE[(int) Math.round(Math.max(0, Math.min(1, value)) * (SIZE - 1))];
  }

  private static int rgb(double lightness, double chroma, double hue) {
    double a = chroma * Math.cos(hue);
    double b = chroma * Math.sin(hue);
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    int red = eightBits(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = eightBits(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = eightBits(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return red << 16 | green << 8 | blue;
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** sRGB's transfer curve. */
  private static int eightBits(double linear) {
    double c = Math.max(0, Math.min(1, linear));
    double curved = c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * curved);
  }
}
