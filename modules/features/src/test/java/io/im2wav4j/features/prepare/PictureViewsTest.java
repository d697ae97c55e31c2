package io.im2wav4j.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureViewsTest {
  private static BufferedImage picture() {
    BufferedImage picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 60; x++) {
        picture.setRGB(x, y, x * 4 << 16 | y * 6 << 8 | 100);
      }
    }
    return picture;
  }

  private static int[] pixels(BufferedImage view) {
    return view.getRGB(0, 0, view.getWidth(), view.getHeight(), null, 0, view.getWidth());
  }

  @Test
  void views_areDifferentPartsOfAtLeastAThird_someMirrored() {
    List<BufferedImage> views =
        IntStream.range(0, 40).mapToObj(i -> PictureViews.of(picture(), 7, i)).toList();
    Set<String> sizes = new HashSet<>();
    int mirrored = 0;
    for (BufferedImage view : views) {
      assertThat(view.getWidth()).isBetween(1, 60);
      assertThat(view.getHeight()).isBetween(1, 40);
      assertThat(view.getWidth() * view.getHeight()).isGreaterThan(60 * 40 / 4);
      sizes.add(view.getWidth() + "x" + view.getHeight());
      int left = view.getRGB(0, 0) >> 16 & 0xff;
      int right = view.getRGB(view.getWidth() - 1, 0) >> 16 & 0xff;
      mirrored += left > right ? 1 : 0; // red grows to the right in the picture
    }
    assertThat(sizes).hasSizeGreaterThan(20);
    assertThat(mirrored).isBetween(10, 30);
  }

  @Test
  void sameSeed_givesTheSameViews_anotherGivesOthers() {
    assertThat(pixels(PictureViews.of(picture(), 7, 1)))
        .isEqualTo(pixels(PictureViews.of(picture(), 7, 1)))
        .isNotEqualTo(pixels(PictureViews.of(picture(), 8, 1)));
  }
}
