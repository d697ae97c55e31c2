package io.im2wav4j.encoders.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.encoders.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MobileNetV2Test {
  @Test
  void vectorsHaveUnitLength_andDoNotDependOnTheirCompany(@TempDir Path folder) throws IOException {
    byte[] network =
        TinyNetwork.of(
            "x",
            new int[] {3, 224, 224},
            new int[] {2, 3},
            List.of(new TinyNetwork.Output("embedding", 1280, false)));
    Path weights = Files.write(folder.resolve("mobilenet_v2.onnx"), network);
    List<BufferedImage> pictures = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      BufferedImage picture = new BufferedImage(300 + i, 240, BufferedImage.TYPE_3BYTE_BGR);
      picture.createGraphics().fillRect(20 + 5 * i, 30, 60, 100 + i);
      pictures.add(picture);
    }
    try (ImageEncoder encoder = OnnxImageEncoder.open("mobilenet-v2.yaml", weights)) {
      float[][] vectors = encoder.encode(pictures);
      assertThat(encoder.width()).isEqualTo(1280);
      for (int i : new int[] {0, 15, 16, 17}) {
        assertThat(dot(vectors[i], vectors[i])).isCloseTo(1, within(1e-5));
        float[] alone = encoder.encode(pictures.subList(i, i + 1))[0];
        assertThat(vectors[i]).containsExactly(alone, within(1e-5f));
      }
      assertThat(encoder.encode(List.of())).isEmpty();
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
