package io.im2wav4j.training.vqvae;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.training.sound.Sounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * bandwidth.json of a run: the data's statistics, gathered once before the first step from windows
 * of the training length, as the losses see them.
 */
public final class BandwidthFile {
  /** The reference's default is 600 s of sound. */
  private static final double SECONDS = 600;

  private BandwidthFile() {}

  /**
   * Reads the run's, or gathers and writes it. Before the first checkpoint it is gathered anew: the
   * data may be others by now.
   */
  public static Bandwidth of(RunFolder run, Sounds sounds, VqVaeConfig config, long seed) {
    Path file = run.path().resolve("bandwidth.json");
    if (!Files.exists(file) || run.latestCheckpoint().isEmpty()) {
      Json.write(file, gather(sounds, config, seed));
    }
    return Json.read(file, Bandwidth.class);
  }

  /** A window of each sound in turn, until there are ten minutes or each had one. */
  static Bandwidth gather(Sounds sounds, VqVaeConfig config, long seed) {
    Bandwidth.Estimator estimator = new Bandwidth.Estimator(config.loss().single());
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "bandwidth"));
    for (int i = 0;
        i < sounds.count() && estimator.samples() < SECONDS * config.sampleRate();
        i++) {
      estimator.add(new float[][] {sounds.window(i, config.sampleLength(), random)});
    }
    try {
      return estimator.bandwidth();
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "training sounds",
          e.getMessage(),
          "sounds that are not silent",
          "Look at the data set with 'im2wav data scan'",
          e);
    }
  }
}
