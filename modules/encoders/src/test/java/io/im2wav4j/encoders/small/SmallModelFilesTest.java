package io.im2wav4j.encoders.small;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.CheckpointFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallModelFilesTest {
  @TempDir Path folder;

  private Path checkpoint(Path run) throws IOException {
    Path checkpoint = Files.createDirectories(run.resolve("checkpoints/step-00000001"));
    Path weights = Files.writeString(checkpoint.resolve("ema.safetensors"), "numbers");
    CheckpointFiles.note(checkpoint);
    return weights;
  }

  @Test
  void sizesBeyondTheWeights_areRefusedBeforeTheyAreAllocated() throws IOException {
    Path weights = checkpoint(folder);
    SmallClassifierConfig huge =
        new SmallClassifierConfig(1 << 20, 1 << 20, LogMelConfig.standard());
    SmallModelFiles.writeClassifier(folder, huge, List.of("a"), weights);
    assertThatThrownBy(() -> SmallModelFiles.classifier(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a file of 7 bytes for a model whose sizes ask for more");
  }

  @Test
  void weightsThatChangedSinceTraining_areRefusedByEveryNetworkOfTheRun() throws IOException {
    Path pair = checkpoint(folder.resolve("pair"));
    SmallModelFiles.writePair(folder.resolve("pair"), SmallEncoderConfig.standard(), pair);
    Path classifier = checkpoint(folder.resolve("classifier"));
    SmallModelFiles.writeClassifier(
        folder.resolve("classifier"), SmallClassifierConfig.standard(), List.of("a"), classifier);
    assertThat(SmallModelFiles.files(folder.resolve("pair"))).contains(pair);
    Files.writeString(pair, "numberz");
    Files.writeString(classifier, "numberz");
    for (ThrowingCallable opens :
        List.<ThrowingCallable>of(
            () -> SmallModelFiles.imageEncoder(folder.resolve("pair")),
            () -> SmallModelFiles.audioEncoder(folder.resolve("pair")),
            () -> SmallModelFiles.files(folder.resolve("pair")),
            () -> SmallModelFiles.classifier(folder.resolve("classifier")))) {
      assertThatThrownBy(opens)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("ema.safetensors: its SHA-256 is");
    }
  }
}
