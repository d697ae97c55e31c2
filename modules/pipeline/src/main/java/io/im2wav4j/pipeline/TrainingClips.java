package io.im2wav4j.pipeline;

import io.im2wav4j.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a language model was trained on, in clips.json of its run: a picture is to be shown to it in
 * the same way.
 *
 * @param seconds length of the middle one, sorted by length
 * @param frameRate frames a second that were taken of a video
 */
record TrainingClips(double seconds, double frameRate) {
  private static final String FILE = "clips.json";

  /** Checks the values. */
  TrainingClips {
    if (!(seconds > 0) || !(frameRate > 0)) {
      throw new IllegalArgumentException("seconds and frameRate must be above 0");
    }
  }

  /**
   * @param seconds lengths of the clips
   */
  static TrainingClips of(List<Double> seconds, double frameRate) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return new TrainingClips(sorted.get(sorted.size() / 2), frameRate);
  }

  void write(Path run) {
    Json.write(run.resolve(FILE), this);
  }

  /** What a run holds; empty in runs of before. */
  static Optional<TrainingClips> read(Path run) {
    Path file = run.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(Json.read(file, TrainingClips.class))
        : Optional.empty();
  }
}
