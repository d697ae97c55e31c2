package io.im2wav4j.encoders.clip;

import io.im2wav4j.encoders.image.PixelReader;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.encoders.image.ResizeFilter;
import java.awt.image.BufferedImage;

/**
 * CLIP's picture preprocessing as torchvision and Pillow do it: bicubic resize of the shorter side,
 * central square, RGB, scale to [0, 1], normalise.
 */
public final class ClipPreprocessing {
  private static final float[] MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
  private static final float[] DEVIATION = {0.26862954f, 0.26130258f, 0.27577711f};

  private ClipPreprocessing() {}

  /** The picture's {@code size} x {@code size} square as RGB bytes. */
  public static Pixels square(BufferedImage image, int size) {
    Pixels pixels = PixelReader.read(image);
    int shorter = Math.min(pixels.width(), pixels.height());
    int width = (int) ((double) size * pixels.width() / shorter);
    int height = (int) ((double) size * pixels.height() / shorter);
    return pixels
        .resize(width, height, ResizeFilter.BICUBIC)
        .crop(offset(width, size), offset(height, size), size, size)
        .toRgb();
  }

  /** Python's round: half to even. */
  private static int offset(int length, int size) {
    return (int) Math.rint((length - size) / 2.0);
  }

  /** Planes [3 size size] of an RGB square, normalised. */
  public static float[] planes(Pixels square) {
    byte[] rgb = square.data();
    int n = square.width() * square.height();
    float[] planes = new float[3 * n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        planes[c * n + i] = ((rgb[i * 3 + c] & 0xFF) / 255f - MEAN[c]) / DEVIATION[c];
      }
    }
    return planes;
  }
}
