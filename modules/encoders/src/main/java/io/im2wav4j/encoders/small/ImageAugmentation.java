package io.im2wav4j.encoders.small;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Changes a picture so that it still shows the same thing: mirrored or not, a part of at least
 * {@code least} of its side, hues turned, brightness, contrast and colours a little off, a patch
 * covered.
 *
 * @param least smallest part of the side that is kept, in (0, 1]
 * @param jitter largest relative change of contrast and of saturation; the brightness moves by up
 *     to twice this on the planes' scale of -2 to 2
 * @param hue largest turn of the hues, in turns (0.5 reaches every hue)
 * @param patch largest side of the covered patch, as part of the picture's side
 */
public record ImageAugmentation(double least, double jitter, double hue, double patch) {

  /** Checks the ranges. */
  public ImageAugmentation {
    if (!(least > 0 && least <= 1)) {
      throw new IllegalArgumentException("least is " + least + "; must be above 0 and at most 1");
    }
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("jitter is " + jitter + "; must be 0 to below 1");
    }
    if (!(hue >= 0 && hue <= 0.5)) {
      throw new IllegalArgumentException("hue is " + hue + "; must be 0 to 0.5");
    }
    if (!(patch >= 0 && patch < 1)) {
      throw new IllegalArgumentException("patch is " + patch + "; must be 0 to below 1");
    }
  }

  /** What the demo trains with: size decides pitch there, so it changes by little. */
  public static ImageAugmentation standard() {
    return new ImageAugmentation(0.8, 0.3, 0.5, 0.3);
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
    float[][] colours = colours(random);
    int n = size * size;
    float[] out = new float[planes.length];
    double step = side / size;
    for (int y = 0; y < size; y++) {
      double sy = clamp(top + (y + 0.5) * step - 0.5, size);
      for (int x = 0; x < size; x++) {
        double sx = clamp(left + (x + 0.5) * step - 0.5, size);
        float r = sample(planes, 0, size, sx, sy);
        float g = sample(planes, n, size, sx, sy);
        float b = sample(planes, 2 * n, size, sx, sy);
        int to = y * size + (mirrored ? size - 1 - x : x);
        for (int c = 0; c < 3; c++) {
          float[] mix = colours[c];
          out[c * n + to] = mix[0] * r + mix[1] * g + mix[2] * b + brightness;
        }
      }
    }
    cover(out, size, random);
    return out;
  }

  /** Contrast times a turn about the grey axis whose saturation is scaled, as a 3 x 3 matrix. */
  private float[][] colours(SplittableRandom random) {
    double contrast = 1 + signed(random);
    double saturation = 1 + signed(random);
    double angle = 2 * Math.PI * hue * (2 * random.nextDouble() - 1);
    double along = saturation * Math.cos(angle);
    double across = saturation * Math.sin(angle) / Math.sqrt(3);
    float[][] m = new float[3][3];
    for (int i = 0; i < 3; i++) {
      m[i][i] = (float) (contrast * (1 + 2 * along) / 3);
      m[i][(i + 1) % 3] = (float) (contrast * ((1 - along) / 3 - across));
      m[i][(i + 2) % 3] = (float) (contrast * ((1 - along) / 3 + across));
    }
    return m;
  }

  private void cover(float[] planes, int size, SplittableRandom random) {
    int width = (int) (random.nextDouble() * patch * size);
    int height = (int) (random.nextDouble() * patch * size);
    int left = random.nextInt(size - width + 1);
    int top = random.nextInt(size - height + 1);
    for (int c = 0; c < 3; c++) {
      float level = (float) (2 * random.nextDouble() - 1);
      for (int y = top; y < top + height; y++) {
        int row = (c * size + y) * size;
        Arrays.fill(planes, row + left, row + left + width, level);
      }
    }
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
