package io.im2wav4j.encoders.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.encoders.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MobileNetV2Test {
  private static final Path WEIGHTS =
      Path.of(System.getProperty("realWeights", "../shared/weights")).resolve("mobilenet_v2.onnx");
  private static final Path IMAGES =
      Path.of(System.getProperty("realData", "../shared/data")).resolve("imagehear");

  @Test
  void nearestOtherImageHearPicture_isOfTheSameClassAtLeast95TimesOf100() throws IOException {
    assumeTrue(Files.exists(WEIGHTS), "weights mobilenet_v2.onnx absent");
    assumeTrue(Files.isDirectory(IMAGES), "data imagehear absent");
    List<Path> files = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    JsonNode classes =
        new ObjectMapper().readTree(IMAGES.resolve("classes.json").toFile()).get("classes");
    for (Map.Entry<String, JsonNode> entry : classes.properties()) {
      for (JsonNode name : entry.getValue().get("images")) {
        files.add(IMAGES.resolve(name.asText()));
        labels.add(entry.getKey());
      }
    }
    float[][] vectors;
    try (ImageEncoder encoder = OnnxImageEncoder.open("mobilenet-v2.yaml", WEIGHTS)) {
      vectors = encoder.encode(files.parallelStream().map(PictureFile::read).toList());
    }
    int right = 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      int nearest = i == 0 ? 1 : 0;
      for (int j = 0; j < vectors.length; j++) {
        if (j != i && dot(vectors[i], vectors[j]) > dot(vectors[i], vectors[nearest])) {
          nearest = j;
        }
      }
      if (labels.get(i).equals(labels.get(nearest))) {
        right++;
      } else {
        wrong.add(labels.get(i) + " -> " + labels.get(nearest));
      }
    }
    assertThat((double) right / vectors.length)
        .as("right for %d of %d; wrong: %s", right, vectors.length, wrong)
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void vectorsHaveUnitLength_andDoNotDependOnTheirCompany() {
    assumeTrue(Files.exists(WEIGHTS), "weights mobilenet_v2.onnx absent");
    List<BufferedImage> pictures = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      BufferedImage picture = new BufferedImage(300 + i, 240, BufferedImage.TYPE_3BYTE_BGR);
      picture.createGraphics().fillRect(20 + 5 * i, 30, 60, 100 + i);
      pictures.add(picture);
    }
    try (ImageEncoder encoder = OnnxImageEncoder.open("mobilenet-v2.yaml", WEIGHTS)) {
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
