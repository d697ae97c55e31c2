package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StopRequestTest {
  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void terminationSignal_endsWithAWholeCheckpointOfTheLastStep()
      throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                StoppedProcess.class.getName(),
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      for (int i = 0; i < 600 && !Files.exists(run.resolve("metrics.jsonl")); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      // Not SIGINT, though it takes the same way: a process started in the background ignores it.
      new ProcessBuilder(List.of("kill", "-TERM", Long.toString(process.pid()))).start().waitFor();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as(Files.readString(folder.resolve("output.txt")))
          .isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
    RunFolder found = RunFolder.open(run);
    Path newest = found.latestCheckpoint().orElseThrow();
    CheckpointState state = Json.read(newest.resolve("state.json"), CheckpointState.class);
    assertThat(found.checkpoint(state.step())).isEqualTo(newest);
    assertThat(newest).isDirectoryContaining("glob:**ema.safetensors");
    assertThat(found.metrics().get(found.metrics().size() - 1).path("step").asLong())
        .isBetween(state.step() - 10, state.step());
  }
}
