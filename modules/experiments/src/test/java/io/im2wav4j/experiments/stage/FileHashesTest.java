package io.im2wav4j.experiments.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  @TempDir Path folder;

  @Test
  void fileOfTheSameNameSizeAndTime_isHashedAgain() throws IOException {
    Path kept = folder.resolve("hashes.json");
    Path file = Files.writeString(folder.resolve("data"), "these");
    var time = Files.getLastModifiedTime(file);
    String before = new FileHashes(kept).of(file);
    assertThat(new FileHashes(kept).of(file)).isEqualTo(before);
    Files.writeString(file, "those");
    Files.setLastModifiedTime(file, time);
    assertThat(new FileHashes(kept).of(file)).isNotEqualTo(before);
  }
}
