package io.im2wav4j.encoders.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;

class PixelsTest {
  @Test
  void greyOfABufferedImage_keepsItsStoredLevels() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 0, 0, 100);
    assertThat(PixelReader.read(image).data()).containsExactly(0, 100);
  }

  @Test
  void everyLayoutOfRgb_readsTheSame() {
    int[] types = {
      BufferedImage.TYPE_INT_RGB,
      BufferedImage.TYPE_INT_BGR,
      BufferedImage.TYPE_3BYTE_BGR,
      BufferedImage.TYPE_INT_ARGB,
      BufferedImage.TYPE_4BYTE_ABGR,
      BufferedImage.TYPE_INT_ARGB_PRE
    };
    for (int type : types) {
      BufferedImage image = new BufferedImage(3, 2, type);
      image.setRGB(2, 1, 0xFF102030);
      byte[] rgb = PixelReader.read(image).toRgb().data();
      assertThat(rgb).as("type " + type).hasSize(18).endsWith(0x10, 0x20, 0x30);
    }
  }

  @Test
  void part_ofALargerPictureReadsTheSame() {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 3, 0x010203);
    assertThat(PixelReader.read(image.getSubimage(2, 3, 1, 1)).data()).containsExactly(1, 2, 3);
  }

  @Test
  void resize_keepsAConstantPictureConstant() {
    byte[] data = new byte[7 * 5 * 3];
    java.util.Arrays.fill(data, (byte) 201);
    Pixels pixels = Pixels.of(7, 5, Pixels.Form.RGB, data);
    for (ResizeFilter filter : ResizeFilter.values()) {
      assertThat(pixels.resize(3, 11, filter).data()).containsOnly((byte) 201);
    }
  }

  @Test
  void halving_withTheTriangleWeighsNeighbours() {
    // Pillow: a step from 0 to 240 over 8 pixels, halved; the triangle spans 4 input pixels.
    byte[] step = {0, 0, 0, 0, (byte) 240, (byte) 240, (byte) 240, (byte) 240};
    assertThat(Pixels.of(8, 1, Pixels.Form.GREY, step).resize(4, 1, ResizeFilter.BILINEAR).data())
        .containsExactly(0, 30, (byte) 210, (byte) 240);
  }

  @Test
  void palette_isResizedByNearestNeighbour() {
    IndexColorModel model =
        new IndexColorModel(
            8, 2, new byte[] {0, (byte) 255}, new byte[] {0, 10}, new byte[] {0, 20});
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_INDEXED, model);
    image.getRaster().setSample(2, 0, 0, 1);
    image.getRaster().setSample(3, 0, 0, 1);
    assertThat(PixelReader.read(image).resize(2, 1, ResizeFilter.BICUBIC).toRgb().data())
        .containsExactly(0, 0, 0, (byte) 255, 10, 20);
  }

  @Test
  void transparentColours_doNotBleedIntoTheirNeighbours() {
    byte[] data = {(byte) 200, 100, 50, (byte) 255, 9, 9, 9, 0};
    byte[] one =
        Pixels.of(2, 1, Pixels.Form.RGB_ALPHA, data).resize(1, 1, ResizeFilter.BILINEAR).data();
    assertThat(one[0] & 0xFF).isBetween(198, 201);
    assertThat(one[3] & 0xFF).isBetween(127, 128);
  }
}
