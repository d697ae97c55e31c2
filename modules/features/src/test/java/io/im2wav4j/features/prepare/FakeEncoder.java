package io.im2wav4j.features.prepare;

import io.im2wav4j.encoders.ImageEncoder;
import java.awt.image.BufferedImage;
import java.util.List;

/** The mean colour of a picture. */
class FakeEncoder implements ImageEncoder {
  @Override
  public String name() {
    return "mean colour";
  }

  @Override
  public String sha256() {
    return "0123";
  }

  @Override
  public int width() {
    return 3;
  }

  @Override
  public float[][] encode(List<BufferedImage> images) {
    float[][] rows = new float[images.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = mean(images.get(i));
    }
    return rows;
  }

  private static float[] mean(BufferedImage image) {
    float[] mean = new float[3];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          mean[c] += (rgb >> (16 - 8 * c)) & 0xFF;
        }
      }
    }
    for (int c = 0; c < 3; c++) {
      mean[c] /= 255f * image.getWidth() * image.getHeight();
    }
    return mean;
  }

  @Override
  public void close() {}
}
