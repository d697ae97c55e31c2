package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Real sounds that a Frechet distance compares with, belonging to no item.
 *
 * @param name for results
 * @param sounds at least two
 */
public record ReferenceSet(String name, List<EvaluatedSystem.Sound> sounds) {
  private static final Set<String> KINDS =
      Set.of("wav", "flac", "mp3", "ogg", "opus", "m4a", "aac", "mp4", "mkv", "webm", "avi", "mov");

  /**
   * All sounds and videos below a folder, in the order of their names.
   *
   * @param seconds how much of each counts
   */
  public static ReferenceSet fromFolder(Path folder, double seconds, AudioAccess access) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          folder.toString(), "no such folder", "a folder of real sounds", "Check --reference");
    }
    List<EvaluatedSystem.Sound> sounds;
    try (Stream<Path> files = Files.walk(folder)) {
      sounds =
          files
              .filter(f -> KINDS.contains(extension(f)) && Files.isRegularFile(f))
              .sorted()
              .map(
                  f ->
                      new EvaluatedSystem.Sound(
                          folder.relativize(f).toString().replace('\\', '/'),
                          new MediaSound(f, 0, seconds, access)))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    if (sounds.size() < 2) {
      throw new UserError(
          folder.toString(),
          sounds.size() + " sounds",
          "at least two, of the kinds " + String.join(", ", KINDS.stream().sorted().toList()),
          "Check --reference");
    }
    String name =
        folder.toAbsolutePath().normalize().getFileName() + ", " + sounds.size() + " sounds";
    return new ReferenceSet(name, sounds);
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
