package io.im2wav4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodecFormat;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from before keys were renamed are read as ever. */
class TrainedModelsTest {
  @TempDir private Path folder;

  private static <T extends Record> T config(String name, Class<T> type) {
    Path file = Path.of(System.getProperty("root", "../.."), "configs", name);
    return Configs.section(file, "model", type, List.of());
  }

  /** As if the keys of what was just written had their old names. */
  private static void age(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("(down|up)samplingLayers", "halvings");
    assertThat(text).contains("halvings");
    Files.writeString(file, text);
  }

  @Test
  void anOldCodecsFormat_isRead() throws IOException {
    VqVaeConfig config = config("vqvae/paper.yaml", VqVaeConfig.class);
    TrainedModels.writeVqVae(folder, config, folder.resolve("weights.safetensors"));
    age(folder.resolve("model.json"));
    assertThat(TrainedModels.vqVaeConfig(folder)).isEqualTo(config);
    CodecFormat format = TrainedModels.codecFormat(folder);
    assertThat(format.hop(CodeLevel.UP)).isEqualTo(8);
    assertThat(format.hop(CodeLevel.LOW)).isEqualTo(32).isEqualTo(format.largestHop());
  }

  @Test
  void anOldLanguageModelsSizes_areRead() throws IOException {
    LanguageModelConfig config = config("lm/up-paper.yaml", LanguageModelConfig.class);
    TrainedModels.writeLanguageModel(folder, config, folder.resolve("weights.safetensors"));
    age(folder.resolve("model.json"));
    assertThat(TrainedModels.languageModelConfig(folder)).isEqualTo(config);
    assertThat(config.level()).isEqualTo(CodeLevel.UP);
    assertThat(config.conditioner().ratio()).isEqualTo(4);
  }

  @Test
  void anOldResolvedConfiguration_isRead() throws IOException {
    VqVaeConfig config = config("vqvae/tiny.yaml", VqVaeConfig.class);
    Path file = Files.writeString(folder.resolve("resolved.yaml"), Configs.toYaml(config));
    age(file);
    assertThat(Configs.load(file, VqVaeConfig.class, List.of())).isEqualTo(config);
  }
}
