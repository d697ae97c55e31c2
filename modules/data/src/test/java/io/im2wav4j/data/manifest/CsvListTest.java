package io.im2wav4j.data.manifest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CsvListTest {
  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeInPlaceOfAList_isRefusedAndNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("list.csv");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThatThrownBy(() -> CsvList.read(pipe, "a list", List.of("a")))
              .isInstanceOf(UserError.class)
              .hasMessageContaining("a pipe, socket or device");
          assertThatThrownBy(() -> CsvList.firstRow(pipe, "a list")).isInstanceOf(UserError.class);
        });
  }

  @Test
  void aListThatNoMemoryHolds_isRefusedByItsSize() throws IOException {
    Path file = folder.resolve("list.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatThrownBy(() -> CsvList.firstRow(file, "a list"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a list of at most");
  }
}
