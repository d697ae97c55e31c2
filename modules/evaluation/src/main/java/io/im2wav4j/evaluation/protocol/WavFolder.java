package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of a system's sounds, as {@code --wavs NAME=DIR} gives it. */
public final class WavFolder {
  private static final int SHOWN = 5;

  private WavFolder() {}

  /**
   * The WAVs of a folder, sorted; not those of folders in it.
   *
   * @param system whose they are
   * @throws UserError where there are none; it names the folders in it that have some
   */
  public static List<Path> list(String system, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          folder.toString(),
          Files.exists(folder) ? "a file" : "no such folder",
          "a folder of WAV files",
          "Check the path; were the sounds generated?");
    }
    List<Path> wavs = wavs(folder);
    if (wavs.isEmpty()) {
      List<Path> below = below(folder);
      throw new UserError(
          folder.toString(),
          "no WAV files",
          "a folder of WAV files",
          below.isEmpty()
              ? "Check the path; were the sounds generated?"
              : "There are some in folders of it: give "
                  + below.stream()
                      .map(f -> "--wavs " + name(system, f, below.size()) + "=" + f)
                      .collect(Collectors.joining(below.size() == 1 ? "" : " or ")));
    }
    return wavs;
  }

  private static String name(String system, Path folder, int count) {
    return count == 1 ? system : system + "-" + folder.getFileName();
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isDirectory)
          .filter(f -> !wavs(f).isEmpty())
          .sorted()
          .limit(SHOWN)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Hidden files are half-written ones. */
  private static List<Path> wavs(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".wav"))
          .filter(f -> !f.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
