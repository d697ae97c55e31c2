package io.im2wav4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  record Inner(double rate, List<Integer> sizes) {}

  record Config(int steps, Inner inner, Optional<String> note) {}

  private static final Config CONFIG =
      new Config(10, new Inner(0.5, List.of(1, 2)), Optional.empty());

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("runs/vqvae");
  }

  private RunFolder open(Config config) {
    return RunFolder.openOrCreate(folder(), config, Config.class);
  }

  @Test
  void open_savesTheConfigurationAndOpensAgainWithTheSame() {
    open(CONFIG);
    RunFolder again = open(CONFIG);
    assertThat(again.config(Config.class)).isEqualTo(CONFIG);
    assertThat(RunFolder.open(folder()).path()).isEqualTo(folder());
  }

  @Test
  void open_refusesAnotherConfigurationAndNamesTheKeys() {
    open(CONFIG);
    Config other = new Config(20, new Inner(0.5, List.of(1, 3)), Optional.of("x"));
    assertThatThrownBy(() -> open(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "steps = 10 (now 20); inner.sizes = [1, 2] (now [1, 3]); note = nothing (now x)")
        .hasMessageContaining("choose another --out");
    assertThat(RunFolder.open(folder()).config(Config.class)).isEqualTo(CONFIG);
  }

  @Test
  void existing_refusesAFolderWithoutARun() {
    assertThatThrownBy(() -> RunFolder.open(temporary))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no resolved.yaml; expected the folder of a training run");
  }

  @Test
  void latestCheckpoint_isTheHighestStepThatWasWrittenWhole() throws IOException {
    RunFolder run = open(CONFIG);
    assertThat(run.latestCheckpoint()).isEmpty();
    for (long step : new long[] {1000, 9, 100_000_000}) {
      AtomicFiles.writeFolder(run.checkpoint(step), at -> Files.createFile(at.resolve("w")));
    }
    Files.createDirectories(folder().resolve("checkpoints/.tmp-1-step-00200000"));
    assertThat(run.latestCheckpoint()).contains(run.checkpoint(100_000_000));
    run.prune(2);
    assertThat(run.checkpoints())
        .containsExactly(run.checkpoint(1000), run.checkpoint(100_000_000));
  }

  @Test
  void open_findsTheRunThatWasBeingReplacedWhenItsWriterWasKilled() throws IOException {
    open(CONFIG);
    Files.move(folder(), folder().resolveSibling(".old-vqvae"));
    assertThat(RunFolder.open(folder()).config(Config.class)).isEqualTo(CONFIG);
  }

  @Test
  void metrics_areTruncatedToTheResumedStepAndLoseAHalfLine() throws IOException {
    RunFolder run = open(CONFIG);
    Path file = folder().resolve("metrics.jsonl");
    run.truncateMetrics(5);
    for (long step = 1; step <= 4; step++) {
      run.appendMetrics(new TreeMap<>(Map.of("step", step, "loss", 1.0 / step)));
    }
    Files.writeString(file, Files.readString(file) + "{\"loss\":1,\"st");
    assertThat(run.metrics()).hasSize(4);
    run.truncateMetrics(2);
    run.appendMetrics(new TreeMap<>(Map.of("step", 3, "loss", 7)));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"loss":1.0,"step":1}
            {"loss":0.5,"step":2}
            {"loss":7,"step":3}
            """);
  }

  @Test
  void metrics_brokenInTheMiddle_nameTheLine() throws IOException {
    RunFolder run = open(CONFIG);
    Files.writeString(folder().resolve("metrics.jsonl"), "{\"step\":1}\n{\"st\n{\"step\":3}\n");
    assertThatThrownBy(run::metrics)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("metrics.jsonl: line 2 is broken; expected one JSON object a line");
  }

  @Test
  void markDone_keepsTheSummary() {
    RunFolder run = open(CONFIG);
    assertThat(run.isDone()).isFalse();
    run.markDone(Map.of("step", 10));
    assertThat(run.isDone()).isTrue();
    assertThat(run.done().path("step").asInt()).isEqualTo(10);
  }

  @Test
  void provenance_isReadBackEqual() {
    Provenance provenance =
        Provenance.here(Map.of("a", "1"), Map.of("encoder", "2"), 7, 1).finish();
    RunFolder run = open(CONFIG);
    run.writeProvenance(provenance);
    assertThat(run.provenance()).isEqualTo(provenance);
    assertThat(provenance.versions()).containsKeys("im2wav4j", "java", "os");
    assertThat(provenance.finished()).isGreaterThanOrEqualTo(provenance.started());
  }
}
