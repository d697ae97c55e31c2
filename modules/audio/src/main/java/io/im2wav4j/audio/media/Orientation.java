package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.IntBuffer;

/**
 * How stored pixels become the picture that a person is shown: sides exchanged or not, then
 * mirrored along either axis. All eight combinations are EXIF's orientations (Exif 2.32, tag 274).
 *
 * @param sideways whether rows become columns
 * @param fromRight whether the picture's columns then run from right to left
 * @param fromBottom whether its rows then run from bottom to top
 */
record Orientation(boolean sideways, boolean fromRight, boolean fromBottom) {
  static final Orientation STORED = new Orientation(false, false, false);

  /** EXIF's number, 1 to 8; another one means nothing. */
  static Orientation ofExif(int number) {
    return switch (number) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> STORED;
    };
  }

  /**
   * A display matrix as MP4 has it (ISO 14496-12, 6.2.2): a stored pixel (p, q) is shown at (a p +
   * c q, b p + d q). Turns between the quarters count as the nearest quarter.
   *
   * @param matrix nine numbers: a, b, u, c, d, v, x, y, w
   */
  static Orientation ofMatrix(IntBuffer matrix) {
    long a = matrix.get(0);
    long b = matrix.get(1);
    long c = matrix.get(3);
    long d = matrix.get(4);
    return Math.abs(a) + Math.abs(d) >= Math.abs(b) + Math.abs(c)
        ? new Orientation(false, a < 0, d < 0)
        : new Orientation(true, c < 0, b < 0);
  }

  /** The picture as it is shown, of the same colour model. */
  BufferedImage apply(BufferedImage stored) {
    if (equals(STORED)) {
      return stored;
    }
    Raster from = stored.getRaster();
    int width = sideways ? from.getHeight() : from.getWidth();
    int height = sideways ? from.getWidth() : from.getHeight();
    ColorModel model = stored.getColorModel();
    WritableRaster to = from.createCompatibleWritableRaster(width, height);
    Object pixel = null;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int across = fromRight ? width - 1 - x : x;
        int down = fromBottom ? height - 1 - y : y;
        pixel = from.getDataElements(sideways ? down : across, sideways ? across : down, pixel);
        to.setDataElements(x, y, pixel);
      }
    }
    return new BufferedImage(model, to, stored.isAlphaPremultiplied(), null);
  }
}
