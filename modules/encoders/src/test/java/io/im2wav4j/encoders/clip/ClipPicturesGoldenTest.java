package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.nn.golden.FilledWeights;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What CLIP makes of pictures, which are of others: a cut of the suites has none. */
class ClipPicturesGoldenTest {

  @Test
  void picturesOfAllForms_areSquaredAndEmbeddedAsByTheReference() {
    Golden small = Golden.open("extended/clip_model");
    Golden published = Golden.open("clip-vit-b32");
    small.need("clip_images");
    published.need("images");
    new Small(small).check();
    new Published(published).check();
  }

  /** A small network; JPEG, PNG, grey, palette, alpha. */
  private record Small(Golden golden) {

    private int size() {
      return golden.config().path("image_resolution").asInt();
    }

    private List<BufferedImage> pictures(List<String> names) {
      return ClipGoldens.pictures(names, "extended/clip_images");
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

    void check() {
      jpegsWithinTheDecodersTolerance();
      losslessCopyExact();
      greyPaletteAndAlphaExact();
      embeddings();
    }

    private void jpegsWithinTheDecodersTolerance() {
      List<BufferedImage> pictures = pictures(images());
      assertThat(pictures).isNotEmpty();
      List<byte[]> expected = squares();
      for (int i = 0; i < pictures.size(); i++) {
        byte[] got = ClipPreprocessing.of(size()).square(pictures.get(i)).data();
        ClipGoldens.assertLevels(got, expected.get(i), 3, 0.5, "picture " + i);
      }
    }

    private void losslessCopyExact() {
      String copy = golden.json().path("lossless_copy").asText();
      String stem = copy.substring(0, copy.lastIndexOf('.'));
      List<String> stems =
          images().stream().map(name -> name.substring(0, name.lastIndexOf('.'))).toList();
      BufferedImage picture = pictures(List.of(copy)).get(0);
      assertThat(ClipPreprocessing.of(size()).square(picture).data())
          .isEqualTo(squares().get(stems.indexOf(stem)));
    }

    private void greyPaletteAndAlphaExact() {
      List<String> names = ClipGoldens.strings(golden.json().path("extra_modes"));
      List<BufferedImage> pictures = pictures(names);
      assertThat(pictures).isNotEmpty();
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

    private void embeddings() {
      try (NDManager manager = NDManager.newBaseManager();
          NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        List<String> names =
            golden.names("model.visual.").stream()
                .map(n -> n.substring("model.visual.".length()))
                .toList();
        ClipConfig config =
            ClipConfig.of(
                "golden",
                golden.names("model.").stream()
                    .map(n -> n.substring("model.".length()))
                    .collect(Collectors.toSet()),
                n -> golden.tensor("model." + n).shape());
        assertThat(config.imageSize()).isEqualTo(size());
        assertThat(config.layers()).isEqualTo(golden.config().path("vision_layers").asInt());
        assertThat(config.heads()).isEqualTo(golden.config().path("vision_heads").asInt());
        ClipImageTower tower = new ClipImageTower(new ParameterFactory(manager, 0), config);
        Weights.load(tower, "golden", names, n -> golden.tensor("model.visual." + n));
        NDArray images =
            ClipGoldens.batch(manager, squares().stream().map(ClipGoldens::pixels).toList());
        NDArray first = images.get(new NDIndex("0"));
        Tensor crop = golden.tensor("expect.normalised_image0_crop");
        long from = (size() - crop.shape()[1]) / 2; // from the middle
        long to = from + crop.shape()[1];
        NDArray part = first.get(new NDIndex(":, {}:{}, {}:{}", from, to, from, to));
        golden.assertClose(part, "expect.normalised_image0_crop", "default");
        golden.assertClose(
            tower.patchEmbedding(images.get(new NDIndex("0:1"))),
            "expect.patch_embed_image0",
            "default");
        NDArray embeddings = tower.forward(images);
        golden.assertClose(embeddings, "expect.image_emb", "default");
        golden.assertClose(embeddings.normalize(2, 1), "expect.image_emb_unit", "default");

        List<Pixels> decoded =
            pictures(images()).stream().map(p -> ClipPreprocessing.of(size()).square(p)).toList();
        golden.assertRelative(
            tower.forward(ClipGoldens.batch(manager, decoded)), "expect.image_emb", 2e-2);
      }
    }
  }

  /** ViT-B/32 at its published size. */
  private record Published(Golden golden) {

    private List<BufferedImage> pictures() {
      return ClipGoldens.pictures(
          ClipGoldens.strings(golden.json().path("images")),
          "images",
          GoldenFolder.path().resolve("../data/imagehear"),
          Path.of(System.getProperty("realData", "../shared/data")).resolve("imagehear"));
    }

    void check() {
      List<BufferedImage> pictures = pictures();
      preprocessing(pictures);
      embeddings(pictures);
    }

    private void preprocessing(List<BufferedImage> pictures) {
      assertThat(pictures).isNotEmpty();
      for (int i = 0; i < pictures.size(); i++) {
        String name = "expect.resized_crop_rgb." + i;
        byte[] expected = ClipGoldens.bytes(golden.tensor(name));
        int size = (int) golden.tensor(name).shape()[0];
        Pixels square = ClipPreprocessing.of(size).square(pictures.get(i));
        ClipGoldens.assertLevels(square.data(), expected, 1, 0.5, name);
      }
    }

    private void embeddings(List<BufferedImage> pictures) {
      FilledWeights weights = FilledWeights.of(golden.json());
      ClipConfig config = ClipConfig.of("golden", weights.names(), weights::shape);
      List<Pixels> squares =
          pictures.stream().map(p -> ClipPreprocessing.of(config.imageSize()).square(p)).toList();
      try (NDManager manager = NDManager.newBaseManager();
          NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        ClipImageTower tower = new ClipImageTower(new ParameterFactory(manager, 0), config);
        List<String> names =
            weights.names().stream()
                .filter(n -> n.startsWith("visual."))
                .map(n -> n.substring("visual.".length()))
                .toList();
        Weights.load(tower, "golden", names, n -> weights.get("visual." + n));
        NDArray images = ClipGoldens.batch(manager, squares);
        golden.assertClose(sample(images), "expect.normalised_sample", 0.02, 0);
        NDArray embeddings = tower.forward(images);
        ClipGoldens.assertEmbeddings(golden, embeddings, "expect.image_embedding");
        ClipGoldens.assertEmbeddings(
            golden, embeddings.normalize(2, 1), "expect.image_embedding_normalised");
      }
    }

    /** A 14 x 14 sample of each plane: every 16th pixel of 224. */
    private NDArray sample(NDArray images) {
      long[] shape = golden.tensor("expect.normalised_sample").shape();
      long step = images.getShape().get(2) / shape[2];
      return images.get(new NDIndex(":, :, ::" + step + ", ::" + step));
    }
  }
}
