package io.im2wav4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.run.CheckpointFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedModelsTest {
  @TempDir Path folder;

  @Test
  void weightsThatChangedSinceTraining_areRefusedByAllThatReadThem() throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoints/step-00000001"));
    Path weights = Files.writeString(checkpoint.resolve("ema.safetensors"), "numbers");
    CheckpointFiles.note(checkpoint);
    AtomicFiles.writeString(
        folder.resolve("model.json"),
        "{\"model\": \"vqvae\", \"weights\": \"checkpoints/step-00000001/ema.safetensors\"}");
    assertThat(TrainedModels.sha256(folder)).isEqualTo(Hashes.sha256("numbers"));
    Files.writeString(weights, "numberz");
    assertThatThrownBy(() -> TrainedModels.weights(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ema.safetensors: its SHA-256 is");
    assertThatThrownBy(() -> TrainedModels.sha256(folder)).isInstanceOf(UserError.class);
  }

  @Test
  void descriptionWithoutAConfiguration_isRefusedByItsKey() {
    AtomicFiles.writeString(
        folder.resolve("model.json"), "{\"model\": \"vqvae\", \"weights\": \"w\"}");
    assertThatThrownBy(() -> TrainedModels.vqVaeConfig(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.json:1: ")
        .hasMessageContaining("'config' is missing");
  }
}
