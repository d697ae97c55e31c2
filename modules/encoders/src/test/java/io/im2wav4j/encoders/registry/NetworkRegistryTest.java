package io.im2wav4j.encoders.registry;

import static io.im2wav4j.encoders.registry.NetworkKind.AUDIO_ENCODER;
import static io.im2wav4j.encoders.registry.NetworkKind.CLASSIFIER;
import static io.im2wav4j.encoders.registry.NetworkKind.EMBEDDING;
import static io.im2wav4j.encoders.registry.NetworkKind.IMAGE_ENCODER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightCatalog;
import io.im2wav4j.core.weights.WeightEntry;
import io.im2wav4j.core.weights.WeightStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkRegistryTest {
  @TempDir private Path folder;
  private NetworkRegistry registry;

  @BeforeEach
  void store() {
    registry =
        new NetworkRegistry(new WeightStore(folder.resolve("store"), WeightCatalog.builtIn()));
  }

  @Test
  void publishedNameIsOpenedFromTheStore_andANamedFileFromWhereItIs() throws IOException {
    for (WeightEntry entry : WeightCatalog.builtIn().weights()) {
      for (var file : entry.files()) {
        Path path = registry.store().path(entry, file);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[] {0});
      }
      NetworkKind<?> kind =
          switch (entry.name()) {
            case "clip-vit-b32", "mobilenet-v2" -> IMAGE_ENCODER;
            case "wav2clip" -> AUDIO_ENCODER;
            case "passt", "yamnet" -> CLASSIFIER;
            case "vggish" -> EMBEDDING;
            default -> null;
          };
      if (kind == null) {
        assertThat(entry.name()).isIn("im2wav", "efficientat-mn04"); // no network opens them
        continue;
      }
      FoundNetwork<?> found = registry.find(kind, entry.name());
      assertThat(found.path()).isEqualTo(registry.store().require(entry.name()));
      assertThat(registry.find(kind, entry.name() + ":" + found.path())).isEqualTo(found);
      if (kind.equals(IMAGE_ENCODER)) {
        assertThat(registry.path(kind, entry.name())).isEqualTo(found.path());
      } else {
        assertThat(registry.find(EMBEDDING, entry.name())).isEqualTo(found);
      }
    }
  }

  @Test
  void publishedNameWhoseFileIsAbsent_isRefusedWithTheWayToBringIt() {
    assertThatThrownBy(() -> registry.find(CLASSIFIER, "passt"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("im2wav weights fetch passt");
  }

  @Test
  void unknownName_isRefusedWithThoseOfItsKindAndTheNearest() {
    assertThatThrownBy(() -> registry.find(IMAGE_ENCODER, "clip-vit-b23"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "image encoder: 'clip-vit-b23' is not there; expected one of small, onnx, mobilenet-v2,"
                + " clip-vit-b32, or NAME:PATH. Did you mean 'clip-vit-b32'? 'im2wav weights list'"
                + " says what each is for");
    assertThatThrownBy(() -> registry.find(CLASSIFIER, "vggish"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one of small, passt, yamnet, or NAME:PATH");
    assertThatThrownBy(() -> registry.find(EMBEDDING, "paste"))
        .hasMessageContaining("one of small, wav2clip, vggish, passt, yamnet")
        .hasMessageContaining("Did you mean 'passt'?");
    assertThatThrownBy(() -> registry.find(CLASSIFIER, "small"))
        .hasMessageContaining("'small' without a path; expected small:PATH");
  }

  @Test
  void pathAloneIsTakenByItsFormat_whereThatSaysWhichNetworkItIs() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Path onnx = Files.write(folder.resolve("a.onnx"), new byte[] {8, 1});
    Path weights = Files.write(folder.resolve("clip.safetensors"), new byte[16]);
    assertThat(registry.find(IMAGE_ENCODER, run.toString()))
        .isEqualTo(registry.find(IMAGE_ENCODER, "small:" + run));
    assertThat(registry.find(IMAGE_ENCODER, onnx.toString()))
        .isEqualTo(registry.find(IMAGE_ENCODER, "mobilenet-v2:" + onnx));
    assertThat(registry.find(IMAGE_ENCODER, weights.toString()))
        .isEqualTo(registry.find(IMAGE_ENCODER, "clip-vit-b32:" + weights));
    assertThatThrownBy(() -> registry.path(IMAGE_ENCODER, "clip-vit-b32:" + onnx))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another network's format");
    assertThatThrownBy(() -> registry.find(CLASSIFIER, weights.toString()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("does not say which network it is")
        .hasMessageContaining("NAME:PATH");
  }

  @Test
  void descriptionStandsForItselfAndTheGraphThatItNames() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("net.yaml"),
            "name: n\nweights: net.onnx\npicture: {size: 2, mean: [0, 0, 0], std: [1, 1, 1]}\n");
    assertThat(registry.find(IMAGE_ENCODER, yaml.toString()))
        .isEqualTo(registry.find(IMAGE_ENCODER, "onnx:" + yaml));
    assertThat(NetworkRegistry.files(yaml)).isEqualTo(List.of(yaml, folder.resolve("net.onnx")));
    assertThat(NetworkRegistry.files(folder)).containsExactly(folder);
  }
}
