package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.pipeline.GenerationDefaults;
import io.im2wav4j.pipeline.ModelsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationDefaultsTest {
  private static final TinyPipeline PIPELINE = TinyPipeline.get();

  @TempDir Path folder;

  @Test
  void generate_takesLengthFramesAndSamplingFromTheModels() throws IOException {
    Map<String, String> low = Configs.values(PIPELINE.runs("low").resolve("resolved.yaml"));
    double window =
        Double.parseDouble(low.get("model.contextLength"))
            * Double.parseDouble(low.get("model.hop"))
            / 16_000;
    GenerationDefaults defaults = GenerationDefaults.of(new ModelsFolder(PIPELINE.runs()));
    assertThat(defaults.config().seconds()).isEqualTo(window);
    assertThat(defaults.config().low().guidance()).isEqualTo(3);
    assertThat(defaults.config().up().topK()).isEqualTo(20); // as configs/lm/up-tiny.yaml has it
    assertThat(defaults.config().clipSeconds()).isEqualTo(2); // the scenes' clips
    assertThat(defaults.frameRate()).isEqualTo(4);

    Path picture;
    try (Stream<Path> all = Files.list(PIPELINE.data().resolve("images"))) {
      picture = all.sorted().findFirst().orElseThrow();
    }
    CommandRun run =
        CommandRun.of("generate", "--image", picture, "--models", PIPELINE.runs(), "--out", folder);
    assertThat(run.err()).doesNotContain("error");
    assertThat(run.exitCode()).isZero();
    try (Stream<Path> all = Files.list(folder)) {
      Path recipe = all.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
      JsonNode config = Json.read(recipe, JsonNode.class).findValue("config");
      assertThat(config.get("seconds").asDouble()).isEqualTo(window);
      assertThat(config.get("up").get("topK").asInt()).isEqualTo(20);
    }
  }

  @Test
  void describedDefaults_areAConfigurationOfGeneration() throws IOException {
    CommandRun run = CommandRun.of("models", "describe", "--models", PIPELINE.runs());
    assertThat(run.exitCode()).isZero();
    Path config = Files.writeString(folder.resolve("generation.yaml"), run.out());
    GenerationDefaults defaults = GenerationDefaults.of(new ModelsFolder(PIPELINE.runs()));
    assertThat(Configs.load(config, GenerationConfig.class, List.of()))
        .isEqualTo(defaults.config());
  }

  @Test
  void describe_wantsOneOfItsTwoOptions() {
    CommandRun run = CommandRun.of("models", "describe");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--config YAML or --models DIR");
  }
}
