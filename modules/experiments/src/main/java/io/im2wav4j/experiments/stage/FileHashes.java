package io.im2wav4j.experiments.stage;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FileStamp;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes of files that no stage made. What was hashed is kept with the file's stamp, so that a
 * large data set is read once.
 */
public final class FileHashes {
  private final Path file;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param stamp of the file that was hashed; null in files of earlier versions
   */
  private record Known(@Nullable String stamp, String sha256) {}

  private record Content(Map<String, Known> files) {}

  /** Hashes that are kept in {@code file}. */
  public FileHashes(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      known.putAll(Json.read(file, Content.class).files());
    }
  }

  /** One hash of all files with their names in {@code base}, in any order. */
  public String of(Path base, Collection<Path> files) {
    Map<String, Known> before = Map.copyOf(known);
    Path root = base.toAbsolutePath().normalize();
    List<String> lines =
        new ArrayList<>(
            files.parallelStream()
                .distinct()
                .map(f -> f.toAbsolutePath().normalize())
                .map(f -> root.relativize(f).toString().replace('\\', '/') + "\t" + sha256(f))
                .sorted()
                .toList());
    if (!known.equals(before)) {
      Json.write(file, new Content(new TreeMap<>(known)));
    }
    return Hashes.sha256(String.join("\n", lines));
  }

  /** The hash of one file. */
  public String of(Path path) {
    return of(path.toAbsolutePath().getParent(), List.of(path));
  }

  private String sha256(Path path) {
    try {
      String stamp = FileStamp.of(path);
      Known found = known.get(path.toString());
      if (found == null || !stamp.equals(found.stamp)) {
        found = new Known(stamp, Hashes.sha256(path));
        known.put(path.toString(), found);
      }
      return found.sha256;
    } catch (IOException e) {
      throw new UserError(
          path.toString(), "cannot be read", "a readable file", "Check its permissions", e);
    }
  }
}
