package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.stop.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint is read as it was written, or refused with the way back. */
class CheckpointIntegrityTest {
  @TempDir Path folder;

  private RunFolder interrupted() {
    RunFolder run = open();
    assertThatThrownBy(() -> train(run, new InterruptingTask(new LineTask(), 25)))
        .isInstanceOf(StoppedException.class);
    assertThat(Thread.interrupted()).isTrue();
    return run;
  }

  private RunFolder open() {
    return ResumeCheck.open(folder.resolve("run"), TrainerTest.config(30, 0.1));
  }

  private static void train(RunFolder run, TrainingTask task) {
    new Trainer(run, TrainerTest.config(30, 0.1), task).run();
  }

  /** The last byte belongs to a number, or to the state's end: each file still reads without it. */
  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length - (file.toString().endsWith(".json") ? 4 : 3);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"weights.safetensors", "ema.safetensors", "optimizer.safetensors", "state.json"})
  void flippedBit_isRefusedWithBothHashes_andTheCheckpointBeforeEndsWithTheSameBytes(String name)
      throws IOException {
    RunFolder whole = ResumeCheck.open(folder.resolve("whole"), TrainerTest.config(30, 0.1));
    train(whole, new LineTask());
    RunFolder run = interrupted();
    Path newest = run.latestCheckpoint().orElseThrow();
    Path before = run.checkpoints().get(run.checkpoints().size() - 2);
    flip(newest.resolve(name));
    assertThatThrownBy(() -> train(open(), new LineTask()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(newest.resolve(name).toString())
        .hasMessageMatching("(?s).*[0-9a-f]{64}.*[0-9a-f]{64}.*")
        .hasMessageContaining(before.getFileName() + ", is used when you delete " + newest);
    AtomicFiles.deleteTree(newest);
    train(open(), new LineTask());
    assertThat(open().isDone()).isTrue();
    for (String file : new String[] {name, "sha256.json"}) {
      assertThat(run.checkpoint(30).resolve(file))
          .hasSameBinaryContentAs(whole.checkpoint(30).resolve(file));
    }
  }

  @Test
  void missingFile_isNamed_andWithoutAnOlderCheckpointTheRunIsToBegin() throws IOException {
    RunFolder run = interrupted();
    Path newest = run.latestCheckpoint().orElseThrow();
    for (Path older : run.checkpoints()) {
      if (!older.equals(newest)) {
        AtomicFiles.deleteTree(older);
      }
    }
    Files.delete(newest.resolve("optimizer.safetensors"));
    assertThatThrownBy(() -> train(open(), new LineTask()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("optimizer.safetensors: not there")
        .hasMessageContaining("no checkpoint before it");
  }

  @Test
  void checkpointOfAnEarlierVersion_hasNoHashesAndIsRead() throws IOException {
    RunFolder run = interrupted();
    Files.delete(run.latestCheckpoint().orElseThrow().resolve("sha256.json"));
    train(open(), new LineTask());
    assertThat(open().isDone()).isTrue();
  }
}
