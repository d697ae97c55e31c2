package io.im2wav4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFilesTest {
  @TempDir Path folder;

  private Path checkpoint() throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoints/step-00000007"));
    Files.writeString(checkpoint.resolve("ema.safetensors"), "numbers");
    CheckpointFiles.note(checkpoint);
    return checkpoint;
  }

  @Test
  void weightsThatADescriptionNames_areThoseThatWereWritten() throws IOException {
    Path weights = checkpoint().resolve("ema.safetensors");
    Path description = folder.resolve("model.json");
    String name = "checkpoints/step-00000007/ema.safetensors";
    assertThat(CheckpointFiles.named(description, name)).isEqualTo(weights);
    Files.writeString(weights, "numberz");
    assertThatThrownBy(() -> CheckpointFiles.named(description, name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(weights.toString())
        .hasMessageContaining(Hashes.sha256("numbers"))
        .hasMessageContaining(Hashes.sha256("numberz"));
    Files.delete(weights);
    assertThatThrownBy(() -> CheckpointFiles.named(description, name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other/ema.safetensors", "/etc/hostname", "a\0b", "x/../../y"})
  void weightsOutsideTheRun_areRefused(String name) {
    Path description = folder.resolve("run/model.json");
    assertThatThrownBy(() -> CheckpointFiles.named(description, name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.json")
        .hasMessageContaining("a file inside its folder");
  }

  @Test
  void filesOfACheckpointWithoutHashes_areReadAsTheyAre() throws IOException {
    Path checkpoint = checkpoint();
    Files.delete(checkpoint.resolve("sha256.json"));
    Files.writeString(checkpoint.resolve("ema.safetensors"), "others");
    CheckpointFiles.check(checkpoint);
    assertThat(CheckpointFiles.sha256(checkpoint.resolve("ema.safetensors")))
        .isEqualTo(Hashes.sha256("others"));
  }
}
