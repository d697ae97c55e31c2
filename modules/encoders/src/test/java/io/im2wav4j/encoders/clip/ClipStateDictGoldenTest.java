package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Names, shapes and types of every tensor of the published ViT-B/32. */
class ClipStateDictGoldenTest {
  private static JsonNode published() {
    JsonNode clip = GoldenFolder.json("extended/state_dict_names").at("/models/clip_vit_b_32");
    assertThat(clip.path("tensors")).isNotEmpty();
    return clip;
  }

  /** "[512, 77]" by name, as the description writes shapes. */
  private static void shapes(String prefix, Module tower, Map<String, String> into) {
    for (Map.Entry<String, NDArray> tensor : tower.state().entrySet()) {
      into.put(prefix + tensor.getKey(), Arrays.toString(tensor.getValue().getShape().getShape()));
    }
  }

  @Test
  void bothTowers_haveExactlyThePublishedNamesShapesAndSize() {
    JsonNode published = published();
    Map<String, String> expected = new TreeMap<>();
    for (JsonNode tensor : published.path("tensors")) {
      expected.put(tensor.get(0).asText(), tensor.get(2).toString().replace(",", ", "));
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      ParameterFactory make = new ParameterFactory(manager, 0);
      Module image = new ClipImageTower(make, ClipConfig.vitB32());
      Module text = new ClipTextTower(make, ClipTextConfig.vitB32());
      Map<String, String> own = new TreeMap<>();
      shapes("visual.", image, own);
      shapes("", text, own);
      assertThat(own).isEqualTo(expected);
      assertThat(image.parameterCount() + text.parameterCount())
          .isEqualTo(published.path("parameters").asLong());
    }
  }

  @Test
  void publishedTypes_areThoseOfTheArchiveThatLoads() {
    JsonNode archive = Golden.open("extended/clip_torchscript").json().path("tensors");
    for (JsonNode tensor : published().path("tensors")) {
      String firstLayers = tensor.get(0).asText().replaceAll("resblocks\\.\\d+", "resblocks.0");
      assertThat(tensor.get(1).asText())
          .as(tensor.get(0).asText())
          .isEqualTo(archive.path(firstLayers).path(0).asText());
    }
  }
}
