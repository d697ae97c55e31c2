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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both halves of a small CLIP, and pictures in all forms: JPEG, PNG, grey, palette, alpha. */
class ClipModelGoldenTest {
  private final Golden golden = Golden.open("extended/clip_model");
  private final JsonNode tolerance = golden.json().path("tolerance").path("default");

  private int size() {
    return golden.config().path("image_resolution").asInt();
  }

  private List<BufferedImage> pictures(List<String> names) {
    return ClipGoldens.pictures(names, ClipGoldens.extended().resolve("clip_images"));
  }

  private List<String> images() {
    return ClipGoldens.strings(golden.json().path("images"));
  }

  /** The expected squares, one array of bytes each. */
  private List<byte[]> squares() {
    byte[] all = ClipGoldens.bytes(golden.tensor("expect.u8_images"));
    int each = size() * size() * 3;
    List<byte[]> squares = new ArrayList<>();
    for (int from = 0; from < all.length; from += each) {
      squares.add(Arrays.copyOfRange(all, from, from + each));
    }
    return squares;
  }

  @Test
  void jpegs_areWithinTheDecodersTolerance() {
    List<BufferedImage> pictures = pictures(images());
    List<byte[]> expected = squares();
    for (int i = 0; i < pictures.size(); i++) {
      byte[] got = ClipPreprocessing.of(size()).square(pictures.get(i)).data();
      ClipGoldens.assertLevels(got, expected.get(i), 3, 0.5, "picture " + i);
    }
  }

  @Test
  void losslessCopy_isExact() {
    String copy = golden.json().path("lossless_copy").asText();
    String stem = copy.substring(0, copy.lastIndexOf('.'));
    List<String> stems =
        images().stream().map(name -> name.substring(0, name.lastIndexOf('.'))).toList();
    BufferedImage picture = pictures(List.of(copy)).get(0);
    assertThat(ClipPreprocessing.of(size()).square(picture).data())
        .isEqualTo(squares().get(stems.indexOf(stem)));
  }

  @Test
  void greyPaletteAndAlpha_areExact() {
    List<String> names = ClipGoldens.strings(golden.json().path("extra_modes"));
    List<BufferedImage> pictures = pictures(names);
    for (int i = 0; i < pictures.size(); i++) {
      String name = "expect.u8_extra_crop." + names.get(i);
      Pixels square = ClipPreprocessing.of(size()).square(pictures.get(i));
      long[] part = golden.tensor(name).shape();
      byte[] expected = ClipGoldens.bytes(golden.tensor(name));
      int side = (int) part[0];
      int from = (size() - side) / 2; // from the middle
      Pixels crop = square.crop(from, from, side, side);
      ClipGoldens.assertLevels(crop.data(), expected, 0, 0, name);
    }
  }

  @Test
  void embeddings_areTheNetworks() {
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      List<String> names =
          golden.tensors().keySet().stream()
              .filter(n -> n.startsWith("model.visual."))
              .map(n -> n.substring("model.visual.".length()))
              .toList();
      ClipConfig config =
          ClipConfig.of(
              "golden",
              golden.tensors().keySet().stream()
                  .filter(n -> n.startsWith("model."))
                  .map(n -> n.substring("model.".length()))
                  .collect(java.util.stream.Collectors.toSet()),
              n -> golden.tensor("model." + n).shape());
      assertThat(config.imageSize()).isEqualTo(size());
      assertThat(config.layers()).isEqualTo(golden.config().path("vision_layers").asInt());
      assertThat(config.heads()).isEqualTo(golden.config().path("vision_heads").asInt());
      ClipImageTower tower = new ClipImageTower(new ParameterFactory(manager, 0), config);
      Weights.load(tower, "golden", names, n -> golden.tensor("model.visual." + n));
      double atol = tolerance.path("atol").asDouble();
      double rtol = tolerance.path("rtol").asDouble();

      NDArray images =
          ClipGoldens.batch(manager, squares().stream().map(ClipGoldens::pixels).toList());
      NDArray first = images.get(new NDIndex("0"));
      Tensor crop = golden.tensor("expect.normalised_image0_crop");
      long from = (size() - crop.shape()[1]) / 2; // from the middle
      long to = from + crop.shape()[1];
      NDArray part = first.get(new NDIndex(":, {}:{}, {}:{}", from, to, from, to));
      golden.assertClose(part, "expect.normalised_image0_crop", atol, rtol);
      golden.assertClose(
          tower.patchEmbedding(images.get(new NDIndex("0:1"))),
          "expect.patch_embed_image0",
          atol,
          rtol);
      NDArray embeddings = tower.forward(images);
      golden.assertClose(embeddings, "expect.image_emb", atol, rtol);
      golden.assertClose(embeddings.normalize(2, 1), "expect.image_emb_unit", atol, rtol);

      List<Pixels> decoded =
          pictures(images()).stream().map(p -> ClipPreprocessing.of(size()).square(p)).toList();
      golden.assertRelative(
          tower.forward(ClipGoldens.batch(manager, decoded)), "expect.image_emb", 2e-2);
    }
  }

  @Test
  void textEmbeddingsAndLogits_areTheNetworks() {
    try (ClipTextEncoder encoder =
            new ClipTextEncoder("golden", new GoldenFile(golden, "model."), "", null);
        NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray texts = encoder.tower().forward(golden.array(manager, "input.text"));
      golden.assertClose(
          texts,
          "expect.text_emb",
          tolerance.path("atol").asDouble(),
          tolerance.path("rtol").asDouble());
      JsonNode loose = golden.json().path("tolerance").path("logits");
      NDArray logits =
          golden
              .array(manager, "expect.image_emb_unit")
              .matMul(texts.normalize(2, 1).transpose())
              .mul((float) encoder.tower().logitScale());
      double atol = loose.path("atol").asDouble();
      double rtol = loose.path("rtol").asDouble();
      golden.assertClose(logits, "expect.logits_per_image", atol, rtol);
      golden.assertClose(logits.transpose(), "expect.logits_per_text", atol, rtol);
    }
  }
}
