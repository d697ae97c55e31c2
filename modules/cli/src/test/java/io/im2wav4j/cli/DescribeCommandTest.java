package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeCommandTest {
  private static Path config(String name) {
    return Path.of(System.getProperty("root"), "configs", name);
  }

  @Test
  void publishedVqVae_hasThePublishedCounts() {
    CommandRun run = CommandRun.of("models", "describe", "--config", config("vqvae/paper.yaml"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("parameters: 448,770").contains("[2048, 128]");
  }

  @Test
  void languageModel_isDescribedWithOverrides() {
    CommandRun run =
        CommandRun.of(
            "models", "describe", "--config", config("lm/up-tiny.yaml"), "--set", "model.depth=3");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("_attn_mods.*").contains("x 3 ").contains("parameters: ");
  }

  @Test
  void aRunFromBeforeKeysWereRenamed_isDescribed(@TempDir Path folder) throws IOException {
    String now = Files.readString(config("vqvae/paper.yaml"));
    Path old =
        Files.writeString(
            folder.resolve("old.yaml"), now.replace("downsamplingLayers", "halvings"));
    CommandRun run = CommandRun.of("models", "describe", "--config", old);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("parameters: 448,770");
  }

  @Test
  void fileWithoutAModel_failsAndSaysWhatIsMissing(@TempDir Path folder) throws IOException {
    Path yaml = Files.writeString(folder.resolve("a.yaml"), "train: 1\n");
    CommandRun run = CommandRun.of("models", "describe", "--config", yaml);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("a.yaml:1: no key 'model'; expected a section 'model:'");
  }
}
