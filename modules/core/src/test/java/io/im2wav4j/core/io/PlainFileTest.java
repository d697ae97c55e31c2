package io.im2wav4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.tensor.SafetensorsReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PlainFileTest {
  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeInPlaceOfWeightsOrMetrics_isRefusedAndNotWaitedFor() throws Exception {
    Files.writeString(folder.resolve("resolved.yaml"), "a: 1\n");
    Path pipe = folder.resolve("metrics.jsonl");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThatThrownBy(() -> SafetensorsReader.open(pipe)).isInstanceOf(UserError.class);
          assertThatThrownBy(() -> TensorFile.open(pipe))
              .isInstanceOf(UserError.class)
              .hasMessageContaining("a pipe, socket or device");
          assertThatThrownBy(() -> RunFolder.open(folder).metrics()).isInstanceOf(UserError.class);
        });
  }

  @Test
  void aLineWithoutEnd_isRefusedBeforeItIsHeld() throws IOException {
    Files.writeString(folder.resolve("resolved.yaml"), "a: 1\n");
    Path file = folder.resolve("metrics.jsonl");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 33);
    }
    assertThatThrownBy(() -> RunFolder.open(folder).metrics())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("metrics.jsonl");
  }

  @Test
  void linesAreThoseOfTheText_withOrWithoutALastBreak() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, "a\n\nb");
    assertThat(PlainFile.lines(file)).containsExactly("a", "", "b");
    Files.writeString(file, "a\n");
    assertThat(PlainFile.lines(file)).containsExactly("a");
  }
}
