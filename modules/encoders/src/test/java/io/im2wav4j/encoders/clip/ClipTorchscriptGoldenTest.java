package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.Golden;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A TorchScript archive as OpenAI publishes CLIP, read without running its code. */
class ClipTorchscriptGoldenTest {
  private final Golden golden = Golden.open("extended/clip_torchscript");

  private Path archive() {
    return GoldenFolder.file("extended/" + golden.json().path("file").asText());
  }

  @Test
  void tensors_areAllThereWithTypesShapesAndValues() {
    Map<String, String> types =
        Map.of("float32", "F32", "float16", "F16", "bfloat16", "BF16", "int64", "I64");
    try (TensorFile file = TensorFile.open(archive())) {
      JsonNode expected = golden.json().path("tensors");
      assertThat(file.names()).isEqualTo(new TreeSet<>(names(expected)));
      int compared = 0;
      for (String name : file.names()) {
        Tensor tensor = file.get(name);
        assertThat(tensor.type().name())
            .as(name)
            .isEqualTo(types.get(expected.path(name).get(0).asText()));
        assertThat(tensor.shape()).as(name).isEqualTo(file.shape(name));
        assertThat(Arrays.toString(tensor.shape()).replace(" ", ""))
            .as(name)
            .isEqualTo(expected.path(name).get(1).toString());
        if (golden.has("expect.raw." + name)) {
          compared++;
          assertThat(ClipGoldens.bytes(tensor))
              .as(name)
              .isEqualTo(ClipGoldens.bytes(golden.tensor("expect.raw." + name)));
        }
      }
      assertThat(compared).isPositive();
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void imageEmbeddings_areTheArchivesOwn() {
    try (ClipImageEncoder encoder = ClipImageEncoder.open(archive());
        NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray got = encoder.tower().forward(golden.array(manager, "input.image"));
      golden.assertClose(got, "expect.image_emb", "default");
    }
  }

  @Test
  void encoder_givesUnitRowsThatDoNotDependOnTheBatch() {
    try (ClipImageEncoder encoder = ClipImageEncoder.open(archive())) {
      BufferedImage wide = new BufferedImage(200, 90, BufferedImage.TYPE_INT_RGB);
      BufferedImage tall = new BufferedImage(40, 90, BufferedImage.TYPE_BYTE_GRAY);
      tall.getRaster().setSample(20, 45, 0, 200);
      float[][] both = encoder.encode(List.of(wide, tall));
      assertThat(both[0]).hasSize(encoder.width());
      double square = 0;
      for (float v : both[1]) {
        square += v * v;
      }
      assertThat(square).isBetween(0.9999, 1.0001);
      assertThat(encoder.encode(List.of(tall))[0])
          .containsExactly(both[1], org.assertj.core.api.Assertions.within(1e-5f));
      assertThat(encoder.sha256()).isEqualTo(Hashes.sha256(archive()));
      assertThat(encoder.name()).contains("CLIP");
    }
  }

  @Test
  void textEmbeddings_areTheArchivesOwn() {
    try (TensorFile file = TensorFile.open(archive());
        ClipTextEncoder encoder = new ClipTextEncoder("golden", file, "", null);
        NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      golden.assertClose(
          encoder.tower().forward(golden.array(manager, "input.text")),
          "expect.text_emb",
          "default");
    }
  }
}
