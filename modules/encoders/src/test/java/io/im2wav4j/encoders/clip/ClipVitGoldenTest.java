package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.nn.golden.FilledWeights;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CLIP ViT-B/32 at its published size: pictures, texts and tokens. */
class ClipVitGoldenTest {
  private static final String PREFIX = "visual.";

  private final Golden golden = Golden.open("clip-vit-b32");

  private List<BufferedImage> pictures() {
    return ClipGoldens.pictures(
        ClipGoldens.strings(golden.json().path("images")),
        Golden.folder().resolve("images"),
        Golden.folder().resolve("../data/imagehear"),
        Path.of(System.getProperty("realData", "../shared/data")).resolve("imagehear"));
  }

  @Test
  void preprocessing_isOffByAtMostOneGreyLevel() {
    List<BufferedImage> pictures = pictures();
    assertThat(pictures).isNotEmpty();
    for (int i = 0; i < pictures.size(); i++) {
      String name = "expect.resized_crop_rgb." + i;
      byte[] expected = ClipGoldens.bytes(golden.tensor(name));
      int size = (int) golden.tensor(name).shape()[0];
      Pixels square = ClipPreprocessing.of(size).square(pictures.get(i));
      ClipGoldens.assertLevels(square.data(), expected, 1, 0.5, name);
    }
  }

  @Test
  void embeddings_areThePublishedNetworks() {
    FilledWeights weights = FilledWeights.of(golden.json());
    ClipConfig config = ClipConfig.of("golden", weights.names(), weights::shape);
    List<Pixels> squares =
        pictures().stream().map(p -> ClipPreprocessing.of(config.imageSize()).square(p)).toList();
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ClipImageTower tower = new ClipImageTower(new ParameterFactory(manager, 0), config);
      List<String> names =
          weights.names().stream()
              .filter(n -> n.startsWith(PREFIX))
              .map(n -> n.substring(PREFIX.length()))
              .toList();
      Weights.load(tower, "golden", names, n -> weights.get(PREFIX + n));
      NDArray images = ClipGoldens.batch(manager, squares);
      golden.assertClose(sample(images), "expect.normalised_sample", 0.02, 0);
      NDArray embeddings = tower.forward(images);
      check(embeddings, "expect.image_embedding");
      check(embeddings.normalize(2, 1), "expect.image_embedding_normalised");
    }
  }

  @Test
  void tokens_areThePublishedTokenizers() {
    ClipTokenizer tokenizer = ClipTokenizer.open(ClipGoldens.merges());
    List<String> texts = ClipGoldens.strings(golden.json().path("texts"));
    int[] expected = golden.tensor("expect.tokens").toInts();
    int context = expected.length / texts.size();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(tokenizer.tokens(texts.get(i)))
          .as(texts.get(i))
          .containsExactly(Arrays.copyOfRange(expected, i * context, (i + 1) * context));
    }
  }

  @Test
  void texts_areThePublishedNetworks() {
    FilledWeights weights = FilledWeights.of(golden.json());
    assertThat(ClipTextConfig.of("golden", weights)).isEqualTo(ClipTextConfig.vitB32());
    ClipTokenizer tokenizer = ClipTokenizer.open(ClipGoldens.merges());
    try (ClipTextEncoder encoder = new ClipTextEncoder("golden", weights, "", tokenizer)) {
      assertThat(encoder.name()).isEqualTo("CLIP ViT-B/32");
      embeddingsAndLogits(encoder);
      List<String> texts = ClipGoldens.strings(golden.json().path("texts"));
      float[][] all = encoder.encode(texts);
      for (int i = 0; i < texts.size(); i += 5) {
        assertThat(encoder.encode(List.of(texts.get(i)))[0])
            .as("alone and in a batch")
            .hasSize(encoder.width())
            .containsExactly(all[i], within(1e-5f));
      }
    }
  }

  private void embeddingsAndLogits(ClipTextEncoder encoder) {
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray texts = encoder.tower().forward(golden.array(manager, "expect.tokens"));
      check(texts, "expect.text_embedding");
      NDArray images = golden.array(manager, "expect.image_embedding_normalised");
      int first = (int) golden.tensor("expect.logits_per_image").shape()[1];
      NDArray some = texts.get(new NDIndex(":" + first)).normalize(2, 1);
      NDArray logits = images.matMul(some.transpose()).mul((float) encoder.tower().logitScale());
      golden.assertRelative(logits, "expect.logits_per_image", 1e-3);
    }
  }

  /** A 14 x 14 sample of each plane: every 16th pixel of 224. */
  private NDArray sample(NDArray images) {
    long[] shape = golden.tensor("expect.normalised_sample").shape();
    long step = images.getShape().get(2) / shape[2];
    return images.get(new NDIndex(":, :, ::" + step + ", ::" + step));
  }

  private void check(NDArray got, String name) {
    golden.assertRelative(got, name, 1e-3);
    double[] a = Golden.doubles(got);
    double[] b = golden.tensor(name).toDoubles();
    int width = (int) got.getShape().get(1);
    for (int from = 0; from < a.length; from += width) {
      assertThat(ClipGoldens.cosine(a, b, from, from + width)).as(name).isGreaterThan(0.99999);
    }
  }
}
