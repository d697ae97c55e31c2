package io.im2wav4j.pipeline;

import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.Generator;
import java.util.List;

/** Counts sounds where there are many batches, and codes within a single one. */
final class GenerationProgress implements AutoCloseable {
  private final Progress shown;
  private final boolean bySound;

  private GenerationProgress(Progress shown, boolean bySound) {
    this.shown = shown;
    this.bySound = bySound;
  }

  /**
   * @param given samples that each sound begins with
   */
  static GenerationProgress start(
      List<List<Item>> groups, Generator generator, GenerationConfig config, int given) {
    long items = groups.stream().mapToInt(List::size).sum();
    boolean bySound = items * config.samplesPerItem() > config.batchSize();
    return new GenerationProgress(
        bySound
            ? Progress.start("generate sounds", items * config.samplesPerItem())
            : Progress.start("generate", generator.steps((int) items, given)),
        bySound);
  }

  /** Gets each code of a batch. */
  Progress codes() {
    return bySound ? Progress.silent() : shown;
  }

  /** A sound is written. */
  void sound() {
    if (bySound) {
      shown.step(1, "");
    }
  }

  @Override
  public void close() {
    shown.close();
  }
}
