package io.im2wav4j.audio.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A picture whose quadrants are red, green, blue and white, and what is seen of one. */
final class Quadrants {
  private static final String LETTERS = "RGBW";
  private static final Color[] COLOURS = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};

  private Quadrants() {}

  static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < COLOURS.length; i++) {
      g.setColor(COLOURS[i]);
      g.fillRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
    }
    g.dispose();
    return image;
  }

  /** The letter of the nearest colour of each quadrant, left to right and top to bottom. */
  static String of(BufferedImage image) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < COLOURS.length; i++) {
      int x = image.getWidth() * (1 + i % 2 * 2) / 4;
      int y = image.getHeight() * (1 + i / 2 * 2) / 4;
      Color c = new Color(image.getRGB(x, y));
      int best = 0;
      for (int k = 1; k < COLOURS.length; k++) {
        best = distance(c, COLOURS[k]) < distance(c, COLOURS[best]) ? k : best;
      }
      seen.append(LETTERS.charAt(best));
    }
    return seen.toString();
  }

  private static int distance(Color a, Color b) {
    return Math.abs(a.getRed() - b.getRed())
        + Math.abs(a.getGreen() - b.getGreen())
        + Math.abs(a.getBlue() - b.getBlue());
  }
}
