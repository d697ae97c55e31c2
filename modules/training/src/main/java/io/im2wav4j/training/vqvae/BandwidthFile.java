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
    boolean silent = true;
    for (int i = 0;
        i < sounds.count() && estimator.samples() < SECONDS * config.sampleRate();
        i++) {
      float[] window = sounds.window(i, config.sampleLength(), random);
      for (float sample : window) {
        if (!Float.isFinite(sample)) {
          throw error("the sound " + sounds.id(i) + " has the sample " + sample, "numbers");
        }
        silent &= sample == 0;
      }
      estimator.add(new float[][] {window});
    }
    if (silent) {
      throw error("all samples that were looked at are 0: silence", "sounds");
    }
    try {
      return estimator.bandwidth();
    } catch (IllegalArgumentException e) {
      throw error(
          "samples that do not vary, or are too large or small to square: " + e.getMessage(),
          "sounds between -1 and 1");
    }
  }

  private static UserError error(String given, String expected) {
    return new UserError(
        "training sounds", given, expected, "Look at the data set with 'im2wav data scan'");
  }
}
