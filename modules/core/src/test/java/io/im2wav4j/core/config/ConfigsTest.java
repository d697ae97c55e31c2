package io.im2wav4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigsTest {
  enum Kind {
    L2_NORM,
    CLIP
  }

  record Optimizer(@Default("3e-4") double learningRate, @Default("0") long steps) {
    Optimizer {
      if (learningRate <= 0) {
        throw new IllegalArgumentException("learningRate is " + learningRate + "; must be above 0");
      }
    }
  }

  record Model(
      int codebookSize,
      @Default("clip") Kind kind,
      @Default("[1, 3]") List<Integer> dilations,
      Optional<String> note,
      @Default("{learningRate: 0.5}") Optimizer optimizer,
      @Default("{}") Map<String, Float> weights,
      @Default("false") boolean recompute,
      Optional<Path> data) {
    Model {
      if (codebookSize < 1) {
        throw new IllegalArgumentException(
            "codebookSize is " + codebookSize + "; must be at least 1");
      }
    }
  }

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("model.yaml");
  }

  private Model load(String yaml, String... overrides) {
    write(file, yaml);
    return Configs.load(file, Model.class, List.of(overrides));
  }

  private static void write(Path file, String yaml) {
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private AbstractThrowableAssert<?, ?> refused(String yaml, String... overrides) {
    return assertThatThrownBy(() -> load(yaml, overrides)).isInstanceOf(UserError.class);
  }

  @Test
  void missingKeys_takeTheirDefaults() {
    assertThat(load("codebookSize: 8"))
        .isEqualTo(
            new Model(
                8,
                Kind.CLIP,
                List.of(1, 3),
                Optional.empty(),
                new Optimizer(0.5, 0),
                Map.of(),
                false,
                Optional.empty()));
  }

  @Test
  void allTypes_areRead() {
    Model model =
        load(
            """
            codebookSize: 2_048   # the paper
            kind: l2-norm
            dilations: [2, 4]
            note: "3e-4"
            optimizer:
              learningRate: 3e-4
              steps: 10000000000
            weights: {b: 1, a: .5}
            recompute: true
            data: some/where
            """);
    assertThat(model)
        .isEqualTo(
            new Model(
                2048,
                Kind.L2_NORM,
                List.of(2, 4),
                Optional.of("3e-4"),
                new Optimizer(3e-4, 10_000_000_000L),
                Map.of("b", 1f, "a", .5f),
                true,
                Optional.of(Path.of("some/where"))));
    assertThat(model.weights().keySet()).containsExactly("b", "a");
  }

  @Test
  void nestedDefaults_holdForTheKeysNotGiven() {
    assertThat(load("codebookSize: 8\noptimizer: {steps: 7}").optimizer())
        .isEqualTo(new Optimizer(0.5, 7));
  }

  @Test
  void unknownKey_isRefusedWithTheNearestAndItsLine() {
    refused("kind: clip\n\ncodebokSize: 8\n")
        .hasMessageContaining(
            "model.yaml:3: unknown key 'codebokSize'; did you mean 'codebookSize'?")
        .hasMessageContaining("Expected one of: codebookSize, kind,");
  }

  @Test
  void unknownNestedKey_unlikeAll_namesTheKnownOnes() {
    refused("codebookSize: 8\noptimizer:\n  zebra: 1\n")
        .hasMessageContaining(
            "model.yaml:3: unknown key 'zebra'. Expected one of: learningRate, steps (Optimizer).");
  }

  @Test
  void missingKey_isNamed() {
    refused("kind: clip\n")
        .hasMessageContaining("model.yaml:1: key 'codebookSize' is missing; expected an integer.");
    refused("codebookSize:\n").hasMessageContaining("key 'codebookSize' is missing");
    refused("").hasMessageContaining("key 'codebookSize' is missing");
  }

  @Test
  void valueRefusedByTheRecord_isReportedAtItsLine() {
    refused("kind: clip\ncodebookSize: -1\n")
        .hasMessageContaining("model.yaml:2: codebookSize is -1; expected at least 1.");
    refused("codebookSize: 1\noptimizer:\n  steps: 1\n  learningRate: 0\n")
        .hasMessageContaining("model.yaml:4: learningRate is 0.0; expected above 0.");
  }

  @Test
  void typeMismatch_isReportedAtItsLine() {
    refused("kind: clip\ncodebookSize: many\n")
        .hasMessageContaining("model.yaml:2: 'codebookSize' is 'many'; expected an integer.");
    refused("codebookSize: 1.5\n").hasMessageContaining("expected an integer");
    refused("codebookSize: 99999999999\n").hasMessageContaining("expected an integer");
    refused("codebookSize: [1]\n").hasMessageContaining("'codebookSize' is a list");
    refused("codebookSize: 1\nkind: clop\n")
        .hasMessageContaining(":2: 'kind' is 'clop'; expected one of l2_norm, clip.");
    refused("codebookSize: 1\ndilations:\n  - 1\n  - x\n")
        .hasMessageContaining(":4: 'dilations[1]' is 'x'; expected an integer.");
    refused("codebookSize: 1\noptimizer: 3\n")
        .hasMessageContaining("'optimizer' is '3'; expected 'key: value' lines with learningRate,");
    refused("codebookSize: 1\noptimizer: {learningRate: NaN}\n")
        .hasMessageContaining("expected a number");
    refused("codebookSize: 1\nrecompute: 1\n").hasMessageContaining("expected true or false");
  }

  @Test
  void brokenYaml_isReportedAtItsLine() {
    refused("codebookSize: 1\nkind: [clip\n").hasMessageContaining("model.yaml:");
    refused("codebookSize: 1\ncodebookSize: 2\n").hasMessageContaining("model.yaml:2: ");
    refused("- 1\n").hasMessageContaining("model.yaml:1: a list; expected 'key: value' lines");
  }

  @Test
  void missingFile_isNamed() {
    assertThatThrownBy(() -> Configs.load(folder.resolve("no.yaml"), Model.class, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no.yaml: no such file");
  }

  @Test
  void child_overridesItsParentKeyByKey() {
    write(folder.resolve("base.yaml"), "codebookSize: 1\noptimizer: {learningRate: 2, steps: 3}\n");
    write(folder.resolve("mid.yaml"), "extends: base.yaml\ndilations: [9]\n");
    Model model = load("extends: mid.yaml\noptimizer: {steps: 4}\n");
    assertThat(model.codebookSize()).isEqualTo(1);
    assertThat(model.dilations()).containsExactly(9);
    assertThat(model.optimizer()).isEqualTo(new Optimizer(2, 4));
  }

  @Test
  void errorInTheParent_namesTheParent() {
    write(folder.resolve("base.yaml"), "\ncodebokSize: 1\n");
    refused("extends: base.yaml\ncodebookSize: 1").hasMessageContaining("base.yaml:2: unknown key");
  }

  @Test
  void cyclesAndMissingParents_areRefused() {
    write(folder.resolve("base.yaml"), "extends: model.yaml\n");
    refused("extends: base.yaml\n").hasMessageContaining("extends itself by way of base.yaml");
    refused("\nextends: gone.yaml\n")
        .hasMessageContaining("model.yaml:2: 'extends' names")
        .hasMessageContaining("gone.yaml, which is not a file");
    refused("extends: [a, b]\n").hasMessageContaining("'extends' is a list");
  }

  @Test
  void overrides_winInOrderAndReachNestedKeys() {
    Model model =
        load(
            "codebookSize: 1\n",
            "codebookSize=5",
            "optimizer.learningRate=1e-3",
            "dilations=[7, 8]",
            "note=a=b",
            "codebookSize=6");
    assertThat(model.codebookSize()).isEqualTo(6);
    assertThat(model.optimizer()).isEqualTo(new Optimizer(1e-3, 0));
    assertThat(model.dilations()).containsExactly(7, 8);
    assertThat(model.note()).contains("a=b");
  }

  @Test
  void override_withNothing_takesTheDefaultBack() {
    assertThat(load("codebookSize: 1\nkind: l2_norm\n", "kind=").kind()).isEqualTo(Kind.CLIP);
  }

  @Test
  void wrongOverride_isWrongUsageAndNamesTheOption() {
    refused("codebookSize: 1\n", "codebookSize")
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--set: 'codebookSize'; expected key=value");
    refused("codebookSize: 1\n", "codebookSize=x")
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--set codebookSize=x: 'codebookSize' is 'x'");
    refused("codebookSize: 1\n", "optimizer.learningRte=1")
        .hasMessageContaining(
            "--set optimizer.learningRte=1: unknown key 'learningRte'; did you mean 'learningRate'?")
        .satisfies(e -> assertThat(((UserError) e).exitCode()).isEqualTo(2));
  }

  @Test
  void toYaml_isReadBackEqualAndKeepsTheOrderOfTheComponents() {
    Model model = load("weights: {z: 0.1, a: 2}\nnote: '007'\nkind: l2_norm\ncodebookSize: 3\n");
    String yaml = Configs.toYaml(model);
    assertThat(Configs.parse(yaml, "text", Model.class)).isEqualTo(model);
    assertThat(yaml)
        .isEqualTo(
            """
            codebookSize: 3
            kind: l2_norm
            dilations:
            - 1
            - 3
            note: "007"
            optimizer:
              learningRate: 0.5
              steps: 0
            weights:
              z: 0.1
              a: 2.0
            recompute: false
            """);
  }

  @Test
  void section_isReadWithoutTheRestOfTheFile() {
    write(file, "training: {anything: 1}\noptimizer:\n  steps: 4\nodd: 2\n");
    assertThat(Configs.section(file, "optimizer", Optimizer.class, List.of("optimizer.steps=5")))
        .isEqualTo(new Optimizer(3e-4, 5));
    assertThat(Configs.keys(file, "optimizer", List.of())).containsExactly("steps");
    assertThatThrownBy(() -> Configs.section(file, "odd", Optimizer.class, List.of()))
        .hasMessageContaining("model.yaml:4: '2'; expected a section 'odd:'");
    assertThatThrownBy(() -> Configs.section(file, "model", Optimizer.class, List.of()))
        .hasMessageContaining("model.yaml:1: no key 'model'; expected a section 'model:'");
  }

  @Test
  void values_areTheTextsByTheirPaths_inheritedOnesToo() {
    write(
        file.resolveSibling("base.yaml"),
        "seed: 3\nmodel: {width: 8, downsamplingLayers: [3, 2]}\n");
    write(file, "extends: base.yaml\nmodel:\n  width: 16\n  time: null\n");
    assertThat(Configs.values(file))
        .containsExactly(
            Map.entry("seed", "3"),
            Map.entry("model.width", "16"),
            Map.entry("model.downsamplingLayers.0", "3"),
            Map.entry("model.downsamplingLayers.1", "2"));
  }

  record Renamed(@JsonAlias("halvings") List<Integer> downsamplingLayers, int width) {}

  @Test
  void aKeysOldName_isReadAsTheNew_andWrittenAsTheNew() {
    Renamed now = new Renamed(List.of(3, 2), 8);
    assertThat(Configs.parse("halvings: [3, 2]\nwidth: 8", "text", Renamed.class)).isEqualTo(now);
    assertThat(Configs.toYaml(now)).startsWith("downsamplingLayers:").doesNotContain("halvings");
    assertThatThrownBy(() -> Configs.parse("halvings: [3]\nwidht: 8", "text", Renamed.class))
        .hasMessageContaining("text:2: unknown key 'widht'");
  }

  @Test
  void aKeyUnderBothItsNames_isRefusedWhereTheOldOneStands() {
    write(file, "downsamplingLayers: [3, 2]\nwidth: 8");
    assertThatThrownBy(() -> Configs.load(file, Renamed.class, List.of("halvings=[4, 1]")))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("--set halvings=[4, 1]: key 'halvings' beside 'downsamplingLayers'")
        .hasMessageContaining("Write 'downsamplingLayers'");
  }

  record Outer(String name, @Inlined Renamed sizes) {}

  @Test
  void anOldNameInAnInlinedRecord_isRead() {
    assertThat(Configs.parse("name: a\nhalvings: [3]\nwidth: 8", "text", Outer.class))
        .isEqualTo(new Outer("a", new Renamed(List.of(3), 8)));
  }

  record Conditioned(int width, @Default("null") Optimizer conditioner) {}

  @Test
  void defaultNull_leavesThePartOut() {
    Conditioned without = Configs.parse("width: 1", "text", Conditioned.class);
    assertThat(without.conditioner()).isNull();
    assertThat(Configs.toYaml(without)).isEqualTo("width: 1\n");
    assertThat(Configs.parse("width: 1\nconditioner: {steps: 2}", "text", Conditioned.class))
        .isEqualTo(new Conditioned(1, new Optimizer(3e-4, 2)));
  }

  record Whole(String name, @Inlined Optimizer optimizer, @Default("1") int batch) {}

  @Test
  void keysOfAnInlinedRecord_standAmongTheOthers() {
    write(file, "name: a\nsteps: 7\n");
    Whole read = Configs.load(file, Whole.class, List.of("learningRate=0.25"));
    assertThat(read).isEqualTo(new Whole("a", new Optimizer(0.25, 7), 1));
    String yaml = Configs.toYaml(read);
    assertThat(yaml).isEqualTo("name: a\nlearningRate: 0.25\nsteps: 7\nbatch: 1\n");
    assertThat(Configs.parse(yaml, "text", Whole.class)).isEqualTo(read);
    assertThat(ConfigDifferences.between(read, new Whole("a", new Optimizer(0.25, 8), 1)))
        .containsExactly("steps = 7 (now 8)");
  }

  @Test
  void errorsInAnInlinedRecord_nameTheLineAndAllKeys() {
    write(file, "name: a\nlearningRate: -1\n");
    assertThatThrownBy(() -> Configs.load(file, Whole.class, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.yaml:2: learningRate is -1.0; expected above 0");
    write(file, "name: a\nstep: 3\n");
    assertThatThrownBy(() -> Configs.load(file, Whole.class, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.yaml:2: unknown key 'step'")
        .hasMessageContaining("steps");
  }
}
