package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with models of two steps. */
class DemoCommandTest {
  private static final String EXPERIMENT =
      """
      question: Does everything run?
      data: {train: CONFIGS/data/scenes-demo.yaml}
      base:
        encoder: CONFIGS/encoder/tiny.yaml
        classifier: CONFIGS/classifier/tiny.yaml
        vqvae: CONFIGS/vqvae/tiny.yaml
        features: CONFIGS/features/tiny.yaml
        low: CONFIGS/lm/low-tiny.yaml
        up: CONFIGS/lm/up-tiny.yaml
        generation: CONFIGS/generation/tiny.yaml
      set:
        scenes: {train: 2, validation: 1, test: 1}
        encoder: {training.steps: 2, training.batchSize: 8}
        classifier: {training.steps: 2, training.batchSize: 8}
        vqvae: {training.steps: 2, training.batchSize: 2, model.sampleLength: 2048}
        low: {training.steps: 2, training.batchSize: 2, model.contextLength: 64, model.blocks: 8, model.depth: 3}
        up: {training.steps: 2, training.batchSize: 2, model.contextLength: 128, model.blocks: 8, model.depth: 3}
        generation: {seconds: 0.128, batchSize: 2}
      grid:
        generation.low.guidance: [0, 3]
      baseline: guidance 3
      metrics: [accuracy]
      references: [true_sounds, reconstructed, shuffled]
      """;

  @TempDir private static Path folder;
  private static Path file;
  private static Path demo;
  private static String printed;

  @BeforeAll
  static void run() throws IOException {
    System.setProperty(
        Provenance.HOME, TinyPipeline.CONFIGS.toAbsolutePath().getParent().toString());
    file = folder.resolve("experiment.yaml");
    Files.writeString(
        file, EXPERIMENT.replace("CONFIGS", TinyPipeline.CONFIGS.toAbsolutePath().toString()));
    demo = folder.resolve("demo");
    printed = ok("demo", "--config", file, "--out", demo).out();
  }

  private static EvaluationResult result() {
    return Json.read(demo.resolve("results.json"), EvaluationResult.class);
  }

  /** Stages that were begun in a store, and when they were. */
  private static Map<String, FileTime> stages(Path store) throws IOException {
    Map<String, FileTime> stages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(store, 2)) {
      for (Path stage : files.filter(f -> f.endsWith("owner.json")).toList()) {
        stages.put(stage.getParent().getFileName().toString(), Files.getLastModifiedTime(stage));
      }
    }
    return stages;
  }

  @Test
  void theResultBoundsTheVariants_andItsPathsHold() {
    EvaluationResult result = result();
    assertThat(result.systems())
        .extracting(SystemResult::name)
        .containsExactly(
            "true sounds",
            "reconstructed",
            "guidance 0",
            "guidance 3",
            "guidance 3, pictures shuffled");
    assertThat(result.systems().get(2).note()).isEqualTo("the model without conditions");
    assertThat(result.demo().accuracyByGuidance()).containsOnlyKeys("0", "3");
    assertThat(result.demo().secondsByStage())
        .containsOnlyKeys(
            "scenes",
            "encoder",
            "classifier",
            "vqvae",
            "features",
            "low",
            "up",
            "generation",
            "reconstruction",
            "evaluation",
            "report");
    for (SystemResult system : result.systems()) {
      assertThat(system.items()).hasSize(8);
      assertThat(system.items())
          .allSatisfy(item -> assertThat(demo.resolve(item.generated())).exists())
          .allSatisfy(item -> assertThat(demo.resolve(item.image())).exists());
    }
    assertThat(printed)
        .containsPattern("accuracy on held-out pictures {2}[0-9.]+ %")
        .containsPattern("time by stage .*encoder: ")
        .doesNotContain("{")
        .contains(demo.resolve("report.html").toString());
    assertThat(demo.resolve("report.html")).isNotEmptyFile();
    assertThat(demo.resolve("report.pdf")).isNotEmptyFile();
  }

  @Test
  void itsModelsServeCommands() {
    String picture = result().systems().get(0).items().get(0).image();
    Path out = folder.resolve("sounds");
    ok(
        "generate",
        "--image",
        demo.resolve(picture),
        "--models",
        demo.resolve("runs"),
        "--seconds",
        "0.128",
        "--out",
        out);
    assertThat(out.toFile().list((dir, name) -> name.endsWith(".wav"))).hasSize(1);
  }

  @Test
  void experimentsTakeWhatItHasMade() {
    Path runs = folder.resolve("elsewhere");
    Path out = folder.resolve("guidances");
    assertThat(ok("experiment", "status", file, "--models", demo, "--out", out).out())
        .contains("2 of 2 variants done");
    ok("experiment", "run", file, "--models", demo, "--runs", runs, "--out", out);
    assertThat(out.resolve("results.json")).isNotEmptyFile();
    assertThat(runs).doesNotExist();
    assertThat(file.resolveSibling("results.json")).doesNotExist();
  }

  @Test
  void runAgain_nothingIsMadeAgain() throws IOException {
    Map<String, FileTime> before = stages(demo.resolve("stages"));
    assertThat(before).hasSize(15);
    List<SystemResult> systems = result().systems();
    ok("demo", "--config", file, "--out", demo);
    assertThat(stages(demo.resolve("stages"))).isEqualTo(before);
    assertThat(result().systems()).isEqualTo(systems);
  }

  @Test
  void anExperimentWithoutTheReferencesIsRefused_beforeAnythingIsMade() throws IOException {
    Path other = folder.resolve("other.yaml");
    Files.writeString(other, Files.readString(file).replace(", shuffled", ""));
    CommandRun run = CommandRun.of("demo", "--config", other, "--out", folder.resolve("none"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("other.yaml").contains("shuffled");
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
