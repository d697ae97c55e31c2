package io.im2wav4j.features.prepare;

import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.PixelReader;
import io.im2wav4j.encoders.image.Pixels;
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
  public Pixels square(BufferedImage image) {
    return PixelReader.read(image).toRgb();
  }

  @Override
  public float[][] encodeSquares(List<Pixels> squares) {
    float[][] rows = new float[squares.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = mean(squares.get(i));
    }
    return rows;
  }

  private static float[] mean(Pixels picture) {
    float[] mean = new float[3];
    for (int i = 0; i < picture.data().length; i++) {
      mean[i % 3] += picture.data()[i] & 0xFF;
    }
    for (int c = 0; c < 3; c++) {
      mean[c] /= 255f * picture.width() * picture.height();
    }
    return mean;
  }

  @Override
  public void close() {}
}
