package io.im2wav4j.encoders.small;

import io.im2wav4j.encoders.image.PixelReader;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.encoders.image.ResizeFilter;
import java.awt.image.BufferedImage;

/** Pictures as the small image tower wants them. */
public final class SmallPictures {
  private SmallPictures() {}

  /**
   * The largest square in the middle, shrunk by area to {@code size} pixels.
   *
   * @return red, green and blue planes one after the other, [3 size size], 0 is mid-grey and black
   *     to white goes from -2 to 2
   */
  public static float[] planes(BufferedImage image, int size) {
    return planes(square(image, size));
  }

  /** The largest square in the middle, shrunk by area to {@code size} pixels: RGB. */
  static Pixels square(BufferedImage image, int size) {
    Pixels all = PixelReader.read(image);
    // A palette's indices cannot be averaged.
    Pixels pixels = all.form() == Pixels.Form.PALETTE ? all.toRgb() : all;
    int side = Math.min(pixels.width(), pixels.height());
    return pixels
        .crop((pixels.width() - side) / 2, (pixels.height() - side) / 2, side, side)
        .resize(size, size, ResizeFilter.BILINEAR)
        .toRgb();
  }

  /** The planes of a square. */
  static float[] planes(Pixels square) {
    int size = square.width();
    byte[] rgb = square.data();
    float[] planes = new float[3 * size * size];
    for (int i = 0; i < size * size; i++) {
      for (int c = 0; c < 3; c++) {
        planes[c * size * size + i] = ((rgb[i * 3 + c] & 0xFF) / 255f - 0.5f) * 4;
      }
    }
    return planes;
  }
}
