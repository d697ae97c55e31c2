package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** The image half of CLIP ViT-B/32 at its published size. */
class ClipVitGoldenTest {
  private static final String PREFIX = "visual.";

  private final Golden golden = Golden.open("clip-vit-b32");

  private List<BufferedImage> pictures() {
    return ClipGoldens.pictures(
        ClipGoldens.strings(golden.json().path("images")),
        Golden.folder().resolve("images"),
        Golden.folder().resolve("../data/imagehear"));
  }

  @Test
  void preprocessing_isOffByAtMostOneGreyLevel() {
    List<BufferedImage> pictures = pictures();
    for (int i = 0; i < pictures.size(); i++) {
      String name = "expect.resized_crop_rgb." + i;
      byte[] expected = ClipGoldens.bytes(golden.tensor(name));
      int size = (int) golden.tensor(name).shape()[0];
      Pixels square = ClipPreprocessing.square(pictures.get(i), size);
      ClipGoldens.assertLevels(square.data(), expected, 1, 0.5, name);
    }
  }

  @Test
  void embeddings_areThePublishedNetworks() {
    LongFunction<Tensor> filled = ClipGoldens.filled(golden.json().path("weights"));
    Map<String, Integer> positions = new LinkedHashMap<>();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    int at = 0;
    for (JsonNode t : golden.json().path("weights").path("tensors")) {
      long[] shape = new long[t.path("shape").size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = t.path("shape").get(i).asLong();
      }
      shapes.put(t.path("name").asText(), shape);
      positions.put(t.path("name").asText(), at++);
    }
    ClipConfig config = ClipConfig.of("golden", shapes.keySet(), shapes::get);
    List<Pixels> squares =
        pictures().stream().map(p -> ClipPreprocessing.square(p, config.imageSize())).toList();
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ClipImageTower tower = new ClipImageTower(new ParameterFactory(manager, 0), config);
      List<String> names =
          shapes.keySet().stream()
              .filter(n -> n.startsWith(PREFIX))
              .map(n -> n.substring(PREFIX.length()))
              .toList();
      Weights.load(tower, "golden", names, n -> filled.apply(positions.get(PREFIX + n)));
      NDArray images = ClipGoldens.batch(manager, squares);
      golden.assertClose(sample(images), "expect.normalised_sample", 0.02, 0);
      NDArray embeddings = tower.forward(images);
      check(embeddings, "expect.image_embedding");
      check(embeddings.normalize(2, 1), "expect.image_embedding_normalised");
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
