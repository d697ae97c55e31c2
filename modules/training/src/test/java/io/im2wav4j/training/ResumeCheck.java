package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.stop.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Proves of a task that a run interrupted in the middle and started again, with everything made
 * anew, leaves the same checkpoint bytes as one that ran through.
 */
public final class ResumeCheck {
  private ResumeCheck() {}

  /** Ten steps in one go against five, an interrupt, and five. */
  public static void run(Path folder, Supplier<? extends TrainingTask> tasks) throws IOException {
    TrainingConfig config = config(10);
    RunFolder whole = open(folder.resolve("whole"), config);
    new Trainer(whole, config, tasks.get()).run();

    RunFolder parts = open(folder.resolve("parts"), config);
    assertThatThrownBy(new Trainer(parts, config, new InterruptingTask(tasks.get(), 9))::run)
        .isInstanceOf(StoppedException.class)
        .hasMessageStartingWith("stopped at step 5 of 10 (training ")
        .hasMessageEndingWith("), run again to go on");
    assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
    assertThat(parts.latestCheckpoint()).contains(parts.checkpoint(5));
    new Trainer(parts, config, tasks.get()).run();

    List<Path> files = files(whole.checkpoint(10));
    assertThat(files).hasSize(5);
    for (Path file : files) {
      assertThat(parts.checkpoint(10).resolve(file.getFileName()))
          .as(file.getFileName().toString())
          .hasSameBinaryContentAs(file);
    }
    assertThat(whole.metrics()).hasSameSizeAs(parts.metrics());
  }

  /** A checkpoint of {@code task} is refused by {@code other}, which names what differs. */
  public static void refuses(
      Path folder, TrainingTask task, TrainingTask other, String... differences) {
    TrainingConfig config = config(5);
    RunFolder run = open(folder, config);
    assertThatThrownBy(new Trainer(run, config, new InterruptingTask(task, 1))::run)
        .isInstanceOf(StoppedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> new Trainer(run, config, other).run())
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(differences);
  }

  /** A short training with validation at the end, two passes a step. */
  public static TrainingConfig config(long steps) {
    return new TrainingConfig(
        steps,
        2,
        1e-2,
        0.9,
        0.999,
        0.01,
        2,
        io.im2wav4j.nn.optim.Decay.COSINE,
        1,
        0.9,
        2,
        false,
        0,
        0,
        null,
        3,
        0,
        1,
        11);
  }

  /** Opens a run whose configuration is the training's. */
  public static RunFolder open(Path folder, TrainingConfig config) {
    return RunFolder.openOrCreate(folder, config, TrainingConfig.class);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }
}
