package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.ExperimentResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments in processes of their own, ended by force. */
class ExperimentKillTest {
  private static final Path ROOT = Path.of(System.getProperty("root", "../..")).toAbsolutePath();
  private static final String EXPERIMENT =
      """
      question: Is a run that was killed the same as one that was not?
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
        vqvae: {training.steps: 4, training.batchSize: 2, training.checkpointEvery: 1, model.sampleLength: 2048}
        low: {training.steps: 4, training.batchSize: 2, training.checkpointEvery: 1, model.contextLength: 64, model.blocks: 8, model.depth: 3}
        up: {training.steps: 2, training.batchSize: 2, model.contextLength: 128, model.blocks: 8, model.depth: 3}
        generation: {seconds: 0.128, batchSize: 2}
      variants:
        guidance 3: {}
        impossible: {low: {model.image.embeddingWidth: 77}}
        guidance 1: {generation: {low.guidance: 1}}
      baseline: guidance 3
      metrics: [accuracy]
      references: [true_sounds, reconstructed, shuffled, unconditioned, nearest_sound]
      """;

  @TempDir Path folder;

  private Path experiment(String name) throws IOException {
    Path file = folder.resolve(name).resolve("experiment.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, EXPERIMENT.replace("CONFIGS", ROOT.resolve("configs").toString()));
    return file;
  }

  /** The exit code, or -1 where it was killed after that time. */
  private int run(Path file, long killAfterMillis, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "@" + ROOT.resolve(LauncherTest.FLAGS),
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Dim2wav.home=" + ROOT,
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "experiment",
            "run",
            file.toString(),
            "--out",
            file.getParent().toString()));
    command.addAll(List.of(more));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (killAfterMillis > 0 && !process.waitFor(killAfterMillis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return -1;
    }
    return process.waitFor();
  }

  @Test
  void killedAtAnyMomentAndStartedAgain_theResultIsTheSameToTheByte() throws Exception {
    Path whole = experiment("whole/same");
    long start = System.nanoTime();
    // One variant cannot work, so the command ends with 1.
    assertThat(run(whole, 0)).isEqualTo(1);
    long millis = (System.nanoTime() - start) / 1_000_000;

    Path killed = experiment("killed/same");
    SplittableRandom random = new SplittableRandom(5);
    int kills = 0;
    for (int i = 0; i < 5; i++) {
      kills += run(killed, random.nextLong(millis / 8, millis / 2)) < 0 ? 1 : 0;
    }
    assertThat(kills).isPositive();
    assertThat(run(killed, 0)).isEqualTo(1);
    assertThat(results(killed)).isEqualTo(results(whole));

    ExperimentResult result =
        Json.read(whole.resolveSibling("results.json"), ExperimentResult.class);
    assertThat(result.variants())
        .extracting(v -> v.system() != null)
        .containsExactly(true, false, true);
    assertThat(result.variants().get(1).failure()).contains("77").doesNotContain("\n");
    assertThat(result.references()).hasSize(5);
    assertThat(CommandRun.of("experiment", "status", whole, "--out", whole.getParent()).out())
        .contains("2 of 3 variants done")
        .containsPattern("impossible +failed.*77");
  }

  @Test
  void variantsInProcessesOfTheirOwn_giveTheSameResult() throws Exception {
    Path one = experiment("one/same");
    run(one, 0);
    Path two = experiment("two/same");
    run(two, 0, "--jobs", "2");
    assertThat(results(two)).isEqualTo(results(one));
  }

  private static String results(Path file) throws IOException {
    return Files.readString(file.resolveSibling("results.json"));
  }
}
