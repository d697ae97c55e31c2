package io.im2wav4j.experiments.run;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.experiments.plan.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why variants failed, one file for each that did: failures/NAME.json. */
public final class Outcomes {
  private static final int LONGEST_LINE = 400;

  private final Path folder;

  private record Failure(String variant, String message) {}

  /** Outcomes kept below a store's root. */
  public Outcomes(Path root) {
    this.folder = root.resolve("failures");
  }

  /** A variant failed. */
  public void failed(Variant variant, String message) {
    String line = message.replaceAll("\\s+", " ").strip();
    Json.write(
        file(variant),
        new Failure(
            variant.name(),
            line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line));
  }

  /** A variant is begun anew or done. */
  public void clear(Variant variant) {
    try {
      Files.deleteIfExists(file(variant));
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(file(variant), e);
    }
  }

  /** Why a variant failed, in one line. */
  public Optional<String> failure(Variant variant) {
    return Files.exists(file(variant))
        ? Optional.of(Json.read(file(variant), Failure.class).message())
        : Optional.empty();
  }

  private Path file(Variant variant) {
    return folder.resolve(variant.slug() + ".json");
  }
}
