package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationConfigTest {

  private static GenerationConfig load(String name, String... overrides) {
    Path file =
        Path.of(System.getProperty("root", "../.."), "configs", "generation", name + ".yaml");
    return Configs.load(file, GenerationConfig.class, List.of(overrides));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "tiny"})
  void shippedConfigurations_loadWithThePublishedGuidance(String name) {
    GenerationConfig config = load(name);
    assertThat(config.low().guidance()).isEqualTo(3);
    assertThat(config.up().guidance()).isEqualTo(1);
    assertThat(config.low().temperature()).isEqualTo(1);
  }

  @Test
  void topKWithTopP_isRefusedWithThePlace() {
    assertThatThrownBy(() -> load("tiny", "low.topK=5", "low.topP=0.9"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("topP");
  }

  @Test
  void overlapOfAWholeWindow_isRefused() {
    assertThatThrownBy(() -> load("tiny", "overlap=1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("overlap");
  }
}
