package io.im2wav4j.models.lm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.models.ModelDescription;
import io.im2wav4j.nn.layer.Module;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedSizeTest {

  static LanguageModelConfig config(String name) {
    Path file = Path.of(System.getProperty("root", "../.."), "configs", "lm", name + ".yaml");
    return Configs.section(file, "model", LanguageModelConfig.class, List.of());
  }

  @ParameterizedTest
  @CsvSource({"low-paper,157344768", "up-paper,203056640"})
  void publishedConfiguration_hasThePublishedParameterCount(String name, long count) {
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(config(name), manager, 1);
      assertThat(model.parameterCount()).isEqualTo(count);
      ModelDescription description = ModelDescription.of(model);
      assertThat(description.parameters()).isEqualTo(count);
      assertThat(description.rows().stream().mapToLong(ModelDescription.Row::values).sum())
          .isEqualTo(count);
      assertThat(description.toString())
          .contains("prior.transformer._attn_mods.*.attn.c_attn.w")
          .contains("x 48");
      assertNamesAndShapes(model, model.config().level().toString());
    }
  }

  private static void assertNamesAndShapes(Module model, String key) {
    JsonNode published = GoldenFolder.json("extended/state_dict_names").path("models").path(key);
    Map<String, String> expected = new TreeMap<>();
    for (JsonNode t : published.path("tensors")) {
      expected.put(t.get(0).asText(), t.get(2).toString());
    }
    Map<String, String> got = new TreeMap<>();
    model.state().forEach((n, a) -> got.put(n, shape(a.getShape().getShape())));
    model.aliases().forEach((n, of) -> got.put(n, got.get(of)));
    assertThat(got).isEqualTo(expected);
  }

  private static String shape(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }

  @ParameterizedTest
  @CsvSource({"low-tiny", "up-tiny"})
  void tinyConfiguration_builds(String name) {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(LanguageModel.create(config(name), manager, 1).parameterCount()).isPositive();
    }
  }
}
