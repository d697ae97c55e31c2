package io.im2wav4j.core.io;

import io.im2wav4j.core.error.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes that are either whole under their final name or not there at all: the content goes to a
 * hidden temporary name in the same folder, is forced out, and is then renamed.
 */
public final class AtomicFiles {
  private static final String TEMPORARY = ".tmp-";

  private AtomicFiles() {}

  /** Something that fills a stream. */
  @FunctionalInterface
  public interface StreamWriter {
    /** Writes the whole content. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Something that fills a file or folder at the path it is given. */
  @FunctionalInterface
  public interface PathWriter {
    /** Writes the whole content at {@code temporary}. */
    void writeTo(Path temporary) throws IOException;
  }

  /** Writes one file; parent folders are made. */
  public static void write(Path target, StreamWriter writer) {
    writeFile(
        target,
        temporary -> {
          try (OutputStream out =
              new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
            writer.writeTo(out);
          }
        });
  }

  /** Writes one UTF-8 text file. */
  public static void writeString(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes one file with a writer that wants a path; the temporary name keeps the target's
   * extension.
   */
  public static void writeFile(Path target, PathWriter writer) {
    replace(target, writer, false);
  }

  /**
   * Fills a folder and gives it its final name; a folder that was there under that name is
   * replaced.
   */
  public static void writeFolder(Path target, PathWriter writer) {
    replace(target, writer, true);
  }

  private static void replace(Path target, PathWriter writer, boolean folder) {
    Path absolute = target.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling(
            TEMPORARY + ProcessHandle.current().pid() + "-" + absolute.getFileName());
    try {
      Files.createDirectories(absolute.getParent());
      deleteTree(temporary);
      if (folder) {
        Files.createDirectory(temporary);
      }
      writer.writeTo(temporary);
      if (folder) {
        deleteTree(absolute);
      }
      Files.move(
          temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(temporary);
      throw writeFailure(target, e);
    } catch (RuntimeException | Error e) {
      deleteQuietly(temporary);
      throw e;
    }
  }

  /** The error for a failed write: names the file, the cause and, for a full disk, the fix. */
  public static UserError writeFailure(Path target, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    boolean full = message.contains("No space left") || message.contains("Disk quota");
    return new UserError(
        target.toString(),
        "could not be written (" + cause.getClass().getSimpleName() + ": " + message + ")",
        "a writable folder with free space",
        full
            ? "The disk is full: free some space or choose another --out, then run the same command again; finished work is kept"
            : "Check the path and its permissions, then run the same command again; finished work is kept",
        cause);
  }

  /** Deletes a file or a folder with all in it; nothing happens if it is not there. */
  public static void deleteTree(Path path) throws IOException {
    if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : all) {
      Files.deleteIfExists(p);
    }
  }

  /**
   * Removes from {@code folder} the temporary files of processes that were killed while writing.
   */
  public static void removeLeftovers(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(AtomicFiles::leftover).forEach(AtomicFiles::deleteQuietly);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static boolean leftover(Path path) {
    String name = path.getFileName().toString();
    if (!name.matches("\\.tmp-[0-9]{1,18}-.*")) {
      return false;
    }
    long pid =
        Long.parseLong(name.substring(TEMPORARY.length(), name.indexOf('-', TEMPORARY.length())));
    return ProcessHandle.of(pid).isEmpty();
  }

  private static void deleteQuietly(Path path) {
    try {
      deleteTree(path);
    } catch (IOException | UncheckedIOException e) {
      // The first failure is the one to report; a left-over hidden name does no harm.
    }
  }
}
