package io.im2wav4j.features.prepare;

import io.im2wav4j.core.Seeds;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Views of a picture for training: a random part of 35 to 100 % of its area and of an aspect ratio
 * from 3/4 to 4/3 of its own, mirrored half the time, with brightness, contrast and saturation
 * changed by up to 30 %. Crop and mirror as in Szegedy et al. 2015, section 6, but for larger
 * parts: the source of the sound should stay in the picture.
 */
final class PictureViews {
  private static final double LEAST_AREA = 0.35;
  private static final double COLOUR = 0.3;

  private PictureViews() {}

  /** View {@code i} of a picture; the same seed gives the same views. */
  static BufferedImage of(BufferedImage picture, long seed, int i) {
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "picture view", i));
    return coloured(cropped(picture, random), random);
  }

  private static BufferedImage cropped(BufferedImage picture, SplittableRandom random) {
    double area = random.nextDouble(LEAST_AREA, 1);
    double aspect = Math.exp(random.nextDouble(-1, 1) * Math.log(4.0 / 3));
    int width = part(picture.getWidth(), Math.sqrt(area * aspect));
    int height = part(picture.getHeight(), Math.sqrt(area / aspect));
    int x = random.nextInt(picture.getWidth() - width + 1);
    int y = random.nextInt(picture.getHeight() - height + 1);
    boolean mirrored = random.nextBoolean();
    BufferedImage view = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = view.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(
        picture,
        mirrored ? width : 0,
        0,
        mirrored ? 0 : width,
        height,
        x,
        y,
        x + width,
        y + height,
        null);
    graphics.dispose();
    return view;
  }

  private static int part(int whole, double share) {
    return Math.max(1, (int) Math.round(whole * Math.min(1, share)));
  }

  private static BufferedImage coloured(BufferedImage view, SplittableRandom random) {
    double brightness = 1 + random.nextDouble(-COLOUR, COLOUR);
    double contrast = 1 + random.nextDouble(-COLOUR, COLOUR);
    double saturation = 1 + random.nextDouble(-COLOUR, COLOUR);
    int width = view.getWidth();
    int height = view.getHeight();
    int[] pixels = view.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      int red = pixels[i] >> 16 & 0xff;
      int green = pixels[i] >> 8 & 0xff;
      int blue = pixels[i] & 0xff;
      double grey = 0.299 * red + 0.587 * green + 0.114 * blue;
      int changed = 0;
      for (int value : new int[] {red, green, blue}) {
        double saturated = grey + saturation * (value - grey);
        double bright = brightness * (128 + contrast * (saturated - 128));
        changed = changed << 8 | (int) Math.round(Math.min(255, Math.max(0, bright)));
      }
      pixels[i] = changed;
    }
    view.setRGB(0, 0, width, height, pixels, 0, width);
    return view;
  }
}
