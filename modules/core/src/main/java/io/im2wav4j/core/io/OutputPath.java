package io.im2wav4j.core.io;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whether results can be written where a user wants them, asked before any work is done. */
public final class OutputPath {
  /** The least that a result takes, in bytes. */
  private static final int LEAST = 1 << 16;

  private OutputPath() {}

  /**
   * Sees to it that a folder of that name can be made and written into, or is there and can be. A
   * small file is written there, or in the nearest folder above that is there, and deleted.
   *
   * @throws UsageError where a file is in the way
   * @throws UserError where the place is not writable or full
   */
  public static void requireFolder(String option, Path folder) {
    require(option, folder, folder.toAbsolutePath().normalize());
  }

  private static void require(String option, Path named, Path absolute) {
    Path there = absolute;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new UsageError(
          option + " " + named,
          there.equals(named.toAbsolutePath().normalize())
              ? "a file"
              : "below " + there + ", which is a file",
          "a folder, there or to be made",
          "Choose another " + option);
    }
    probe(named, there);
  }

  /**
   * The same for a file.
   *
   * @throws UsageError where a folder is in the way
   */
  public static void requireFile(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new UsageError(
          option + " " + file,
          "a folder",
          "a file",
          "Name a file in it, as " + file.resolve("FILE"));
    }
    require(option, file, file.toAbsolutePath().normalize().getParent());
  }

  private static void probe(Path named, Path folder) {
    Path probe = TemporaryNames.beside(folder.resolve("probe"));
    try {
      Files.write(probe, new byte[LEAST]);
      Files.delete(probe);
    } catch (IOException e) {
      AtomicFiles.deleteQuietly(probe);
      throw AtomicFiles.writeFailure(named, e);
    }
  }
}
