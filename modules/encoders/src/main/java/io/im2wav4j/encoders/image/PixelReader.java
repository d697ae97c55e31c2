package io.im2wav4j.encoders.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the stored bytes out of a BufferedImage. Its own {@code getRGB} converts grey and profiled
 * pictures to another brightness curve, which no network was trained with.
 */
public final class PixelReader {
  private PixelReader() {}

  /** All pixels; 16-bit channels keep their upper byte. */
  public static Pixels read(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel indexed) {
      return new Pixels(
          image.getWidth(),
          image.getHeight(),
          Pixels.Form.PALETTE,
          samples(image.getRaster(), 1, 0),
          palette(indexed));
    }
    int bits = model.getComponentSize(0);
    int family = model.getColorSpace().getType();
    boolean plain =
        !model.isAlphaPremultiplied()
            && (bits == 8 || bits == 16)
            && (family == ColorSpace.TYPE_GRAY || family == ColorSpace.TYPE_RGB);
    for (int size : model.getComponentSize()) {
      plain &= size == bits;
    }
    if (!plain) {
      return converted(image);
    }
    Pixels.Form form =
        switch (image.getRaster().getNumBands()) {
          case 1 -> Pixels.Form.GREY;
          case 2 -> Pixels.Form.GREY_ALPHA;
          case 3 -> Pixels.Form.RGB;
          default -> Pixels.Form.RGB_ALPHA;
        };
    return Pixels.of(
        image.getWidth(),
        image.getHeight(),
        form,
        samples(image.getRaster(), form.channels(), bits - 8));
  }

  private static byte[] samples(Raster raster, int channels, int shift) {
    int row = raster.getWidth() * channels;
    byte[] out = new byte[Math.multiplyExact(row, raster.getHeight())];
    int[] line = null;
    for (int y = 0; y < raster.getHeight(); y++) {
      line = raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, line);
      for (int i = 0; i < row; i++) {
        out[y * row + i] = (byte) (line[i] >> shift);
      }
    }
    return out;
  }

  private static byte[] palette(IndexColorModel model) {
    // 256 entries whatever the size: an index beyond a short palette is then black, not a crash.
    byte[] out = new byte[256 * 3];
    for (int i = 0; i < model.getMapSize(); i++) {
      out[i * 3] = (byte) model.getRed(i);
      out[i * 3 + 1] = (byte) model.getGreen(i);
      out[i * 3 + 2] = (byte) model.getBlue(i);
    }
    return out;
  }

  /** Rare layouts (premultiplied, 5-6-5 bits, other colour spaces) go through Java's conversion. */
  private static Pixels converted(BufferedImage image) {
    int width = image.getWidth();
    byte[] out = new byte[Math.multiplyExact(width * 4, image.getHeight())];
    int[] line = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, line, 0, width);
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 4;
        out[at] = (byte) (line[x] >> 16);
        out[at + 1] = (byte) (line[x] >> 8);
        out[at + 2] = (byte) line[x];
        out[at + 3] = (byte) (line[x] >>> 24);
      }
    }
    return Pixels.of(width, image.getHeight(), Pixels.Form.RGB_ALPHA, out);
  }
}
