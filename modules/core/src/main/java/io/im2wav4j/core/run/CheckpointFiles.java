package io.im2wav4j.core.run;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FileStamp;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The files of a checkpoint and their SHA-256 in {@code sha256.json} beside them, which is noted
 * when they are written and compared when they are read. Checkpoints of earlier versions have no
 * such file and are read as they are. A file that did not change is hashed once in a process.
 */
public final class CheckpointFiles {
  private static final String SUMS = "sha256.json";

  private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

  private record Known(String stamp, String sha256) {}

  private record Sums(Map<String, String> files) {}

  private CheckpointFiles() {}

  /** Notes the hashes of all files in a folder that is about to become a checkpoint. */
  public static void note(Path folder) {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> sums.put(file.getFileName().toString(), Hashes.sha256(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    Json.write(folder.resolve(SUMS), new Sums(sums));
  }

  /**
   * Compares all files of a checkpoint with what was noted.
   *
   * @throws UserError if one is missing or another than was written
   */
  public static void check(Path folder) {
    sums(folder).keySet().forEach(name -> sha256(folder.resolve(name)));
  }

  /**
   * The SHA-256 of a file, which is what was noted of it if anything was.
   *
   * @throws UserError if the file is another than was written
   */
  public static String sha256(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String noted = sums(folder).get(file.getFileName().toString());
    if (noted != null && !Files.isRegularFile(file)) {
      throw broken(file, folder, "not there, though " + SUMS + " beside it names it");
    }
    String sha256 = hash(file);
    if (noted != null && !noted.equals(sha256)) {
      throw broken(
          file, folder, "its SHA-256 is " + sha256 + ", and " + SUMS + " beside it notes " + noted);
    }
    return sha256;
  }

  /**
   * The file that a description in a run's folder names.
   *
   * @param relative to the folder, and inside it
   * @throws UserError if it leads elsewhere or is another file than was written
   */
  public static Path named(Path description, String relative) {
    Path folder = description.toAbsolutePath().normalize().getParent();
    try {
      if (folder.resolve(relative).normalize().startsWith(folder)) {
        Path file = description.resolveSibling(relative);
        if (Files.isRegularFile(file) || !sums(file.getParent()).isEmpty()) {
          sha256(file);
        }
        return file;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new UserError(
        description.toString(),
        "names the weights '" + UserError.printable(relative) + "'",
        "a file inside its folder",
        "Copy the whole run again from where it was trained");
  }

  private static Map<String, String> sums(Path folder) {
    Path file = folder.resolve(SUMS);
    return Files.exists(file) ? Json.read(file, Sums.class).files() : Map.of();
  }

  private static String hash(Path file) {
    try {
      Path key = file.toRealPath();
      String stamp = FileStamp.of(key);
      Known known = KNOWN.get(key);
      if (known != null && known.stamp.equals(stamp)) {
        return known.sha256;
      }
      // A file that was changed just now may change again within one tick of the system's clock.
      Instant settled = Files.getLastModifiedTime(key).toInstant().plusSeconds(2);
      String sha256 = Hashes.sha256(key);
      if (settled.isBefore(Instant.now())) {
        KNOWN.put(key, new Known(stamp, sha256));
      }
      return sha256;
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "a file of a checkpoint",
          "Check the path and its permissions",
          e);
    }
  }

  private static UserError broken(Path file, Path folder, String given) {
    String again =
        before(folder)
            .map(
                older ->
                    "the checkpoint before, "
                        + older.getFileName()
                        + ", is used when you delete "
                        + folder
                        + " and, if it is there, done.json of the run, and give the training"
                        + " command again, which ends with the same bytes")
            .orElse("there is no checkpoint before it: delete the run and train it again");
    return new UserError(
        file.toString(),
        given,
        "the file as it was written",
        "Copy it again from where it is whole; or " + again);
  }

  /** The newest of the older checkpoints beside one. */
  private static Optional<Path> before(Path folder) {
    if (!RunFolder.isCheckpoint(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(folder.getParent())) {
      return all.filter(RunFolder::isCheckpoint)
          .filter(p -> RunFolder.step(p) < RunFolder.step(folder))
          .max(Comparator.comparingLong(RunFolder::step));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
