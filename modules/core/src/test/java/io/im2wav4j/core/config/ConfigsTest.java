package io.im2wav4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigsTest {
  enum Decay {
    NONE,
    COSINE
  }

  record Optimizer(
      double learningRate,
      @Default("[0.9, 0.999]") List<Double> betas,
      @Default("none") Decay decay) {}

  record Model(int codebookSize, List<Integer> halvings) {
    Model {
      if (codebookSize < 1) {
        throw new IllegalArgumentException(
            "codebookSize is " + codebookSize + "; must be at least 1");
      }
    }
  }

  record Config(Model model, Optimizer optimizer) {}

  private static final String GOOD =
      """
      model:
        codebookSize: 256
        halvings: [3, 2]
      optimizer:
        learningRate: 3e-4
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aFileBecomesARecordWithDefaults() throws IOException {
    Config config = Configs.load(file("a.yaml", GOOD), Config.class, List.of());
    assertThat(config.model()).isEqualTo(new Model(256, List.of(3, 2)));
    assertThat(config.optimizer()).isEqualTo(new Optimizer(3e-4, List.of(0.9, 0.999), Decay.NONE));
  }

  @Test
  void anUnknownKeyNamesFileLineAndTheNearestKey() throws IOException {
    Path yaml = file("a.yaml", GOOD.replace("codebookSize", "codebokSize"));
    assertThatThrownBy(() -> Configs.load(yaml, Config.class, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "a.yaml:2: unknown key 'model.codebokSize'; did you mean 'codebookSize'?");
  }

  @Test
  void aValueOutOfRangeNamesItsLineAndTheRule() throws IOException {
    Path yaml = file("a.yaml", GOOD.replace("256", "-1"));
    assertThatThrownBy(() -> Configs.load(yaml, Config.class, List.of()))
        .hasMessageContaining("a.yaml:2: codebookSize is -1; expected must be at least 1");
  }

  @Test
  void aWrongTypeNamesItsLine() throws IOException {
    Path yaml = file("a.yaml", GOOD.replace("256", "many"));
    assertThatThrownBy(() -> Configs.load(yaml, Config.class, List.of()))
        .hasMessageContaining("a.yaml:2: 'model.codebookSize' is many; expected a whole number");
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    Path yaml = file("a.yaml", GOOD.replace("  learningRate: 3e-4\n", "  decay: cosine\n"));
    assertThatThrownBy(() -> Configs.load(yaml, Config.class, List.of()))
        .hasMessageContaining("the key 'optimizer.learningRate' is missing");
  }

  @Test
  void aParentIsMergedKeyByKeyAndOverridesComeLast() throws IOException {
    file("parent.yaml", GOOD);
    Path child = file("child.yaml", "extends: parent.yaml\nmodel:\n  codebookSize: 64\n");
    Config config =
        Configs.load(
            child, Config.class, List.of("optimizer.learningRate=0.5", "model.halvings=[4]"));
    assertThat(config.model()).isEqualTo(new Model(64, List.of(4)));
    assertThat(config.optimizer().learningRate()).isEqualTo(0.5);
  }

  @Test
  void anErrorInAnOverrideNamesTheOverride() throws IOException {
    Path yaml = file("a.yaml", GOOD);
    assertThatThrownBy(() -> Configs.load(yaml, Config.class, List.of("optimizer.learningrate=1")))
        .hasMessageContaining("--set optimizer.learningrate=1")
        .hasMessageContaining("did you mean 'learningRate'");
  }

  @Test
  void aCycleOfParentsIsRefused() throws IOException {
    file("a.yaml", "extends: b.yaml\n");
    Path b = file("b.yaml", "extends: a.yaml\n");
    assertThatThrownBy(() -> Configs.load(b, Config.class, List.of()))
        .hasMessageContaining("extends itself");
  }

  @Test
  void writtenYamlReadsBackEqual() throws IOException {
    Config config =
        Configs.load(file("a.yaml", GOOD), Config.class, List.of("optimizer.decay=cosine"));
    Config again = Configs.load(file("b.yaml", Configs.toYaml(config)), Config.class, List.of());
    assertThat(again).isEqualTo(config);
  }
}
