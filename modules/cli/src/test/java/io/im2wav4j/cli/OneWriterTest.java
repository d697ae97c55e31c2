package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static io.im2wav4j.cli.TinyPipeline.CONFIGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.FolderLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneWriterTest {
  private static final TinyPipeline PIPELINE = TinyPipeline.get();

  @TempDir Path folder;

  /** A command fails at once, says who has the folder, and writes nothing. */
  private static void refusedWhileHeld(Path out, Object... command) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              try (FolderLock lock = FolderLock.take(out)) {
                held.countDown();
                over.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    other.start();
    held.await();
    try {
      CommandRun run = failed(1, command);
      assertThat(run.err())
          .contains(out + ": in use by '")
          .contains("process " + ProcessHandle.current().pid())
          .contains("Wait until that command has ended");
      assertThat(out.toFile().list()).containsExactly(FolderLock.NAME);
    } finally {
      over.countDown();
      other.join();
    }
  }

  @Test
  void everyCommandThatWritesAFolder_isRefusedWhileAnotherWritesThere() throws Exception {
    Path scenes = CONFIGS.resolve("data/scenes-demo.yaml");
    Path data = PIPELINE.data();
    Path runs = PIPELINE.runs();
    Path out = folder.resolve("out");
    refusedWhileHeld(out, "data", "scenes", "--config", scenes, "--out", out);
    refusedWhileHeld(
        out, "data", "prepare", "--data", data, "--encoder", runs.resolve("encoder"), "--out", out);
    refusedWhileHeld(
        out, "data", "prepare", "--data", data, "--vqvae", runs.resolve("vqvae"), "--out", out);
    Path clips = CONFIGS.resolve("data/clips.yaml");
    refusedWhileHeld(out, "data", "clips", "--data", data, "--config", clips, "--out", out);
    for (String model : new String[] {"vqvae", "encoder", "classifier"}) {
      Path config = CONFIGS.resolve(model + "/tiny.yaml");
      refusedWhileHeld(out, "train", model, "--config", config, "--data", data, "--out", out);
    }
    Path low = CONFIGS.resolve("lm/low-tiny.yaml");
    refusedWhileHeld(
        out, "train", "low", "--config", low, "--features", PIPELINE.features(), "--out", out);
    refusedWhileHeld(out, PIPELINE.generate(out));
    Path avi = data.resolve("media").toFile().listFiles()[0].toPath();
    refusedWhileHeld(out, "reconstruct", "--vqvae", runs.resolve("vqvae"), "--out", out, avi);
    refusedWhileHeld(
        out, "evaluate", "--data", data, "--models", runs, "--true-sounds", "--out", out);
    refusedWhileHeld(out, "models", "export", "--models", runs, "--out", out);
    refusedWhileHeld(out, "models", "import", "--vqvae", "vqvae.tar", "--out", out);
    refusedWhileHeld(out, "demo", "--out", out);
  }

  @Test
  void report_isRefusedWhileTheDemoIsStillAtWork() throws Exception {
    Path out = folder.resolve("evaluation");
    ok(
        "evaluate",
        "--data",
        PIPELINE.data(),
        "--models",
        PIPELINE.runs(),
        "--true-sounds",
        "--out",
        out);
    Path results = folder.resolve("results.json");
    Files.move(out.resolve("results.json"), results);
    Path held = Files.createDirectory(folder.resolve("held"));
    Files.copy(results, held.resolve("results.json"));
    FolderLock[] lock = new FolderLock[1];
    Thread other = new Thread(() -> lock[0] = FolderLock.take(held));
    other.start();
    other.join();
    assertThat(failed(1, "report", held).err()).contains("in use by");
    assertThat(held.resolve("report.html")).doesNotExist();
    lock[0].close();
    ok("report", held);
  }

  @Test
  void lockFiles_areNoItemsSoundsOrParts_andAreEmptyOnceGivenBack() throws Exception {
    for (Path made : new Path[] {PIPELINE.data(), PIPELINE.runs("low"), PIPELINE.sounds()}) {
      assertThat(made.resolve(FolderLock.NAME)).isEmptyFile();
    }
    assertThat(ok("data", "scan", PIPELINE.data()).out()).doesNotContain(FolderLock.NAME);
    Path exported = folder.resolve("exported");
    ok("models", "export", "--models", PIPELINE.runs(), "--out", exported);
    assertThat(exported.toFile().list((d, name) -> !name.endsWith(".tar")))
        .containsExactly(FolderLock.NAME);
  }
}
