package io.im2wav4j.encoders.small;

import java.util.SplittableRandom;

/**
 * Changes a picture so that it still shows the same thing: mirrored or not, a part of at least
 * {@code least} of its side, brightness, contrast and colours a little off.
 *
 * @param least smallest part of the side that is kept, in (0, 1]
 * @param jitter largest relative change of contrast and of each colour's strength; the brightness
 *     moves by up to twice this on the planes' scale of -2 to 2
 */
public record ImageAugmentation(double least, double jitter) {

  /** Checks the ranges. */
  public ImageAugmentation {
    if (!(least > 0 && least <= 1 && jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException(
          "least is " + least + ", jitter is " + jitter + "; must be in (0, 1] and in [0, 1)");
    }
  }

  /** What the demo trains with: size decides pitch there, so it changes by little. */
  public static ImageAugmentation standard() {
    return new ImageAugmentation(0.9, 0.2);
  }

  /**
   * A changed copy.
   *
   * @param planes of {@link SmallPictures}, [3 size size]
   */
  public float[] apply(float[] planes, int size, SplittableRandom random) {
    boolean mirrored = random.nextBoolean();
    double side = size * (least + (1 - least) * random.nextDouble());
    double left = random.nextDouble() * (size - side);
    double top = random.nextDouble() * (size - side);
    float brightness = (float) (2 * signed(random));
    float contrast = (float) (1 + signed(random));
    double step = side / size;
    float[] out = new float[planes.length];
    for (int c = 0; c < 3; c++) {
      float factor = contrast * (float) (1 + signed(random));
      for (int y = 0; y < size; y++) {
        double sy = clamp(top + (y + 0.5) * step - 0.5, size);
        for (int x = 0; x < size; x++) {
          double sx = clamp(left + (x + 0.5) * step - 0.5, size);
          int to = c * size * size + y * size + (mirrored ? size - 1 - x : x);
          out[to] = factor * sample(planes, c * size * size, size, sx, sy) + brightness;
        }
      }
    }
    return out;
  }

  private double signed(SplittableRandom random) {
    return jitter * (2 * random.nextDouble() - 1);
  }

  private static double clamp(double at, int size) {
    return Math.max(0, Math.min(size - 1, at));
  }

  private static float sample(float[] planes, int plane, int size, double x, double y) {
    int x0 = (int) x;
    int y0 = (int) y;
    int x1 = Math.min(x0 + 1, size - 1);
    int y1 = Math.min(y0 + 1, size - 1);
    float fx = (float) (x - x0);
    float fy = (float) (y - y0);
    float upper = planes[plane + y0 * size + x0] * (1 - fx) + planes[plane + y0 * size + x1] * fx;
    float lower = planes[plane + y1 * size + x0] * (1 - fx) + planes[plane + y1 * size + x1] * fx;
    return upper * (1 - fy) + lower * fy;
  }
}
