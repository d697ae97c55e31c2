package io.im2wav4j.core.io;

import io.im2wav4j.core.error.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes that are either whole under their final name or not there at all: the content goes to a
 * hidden temporary name in the same folder, is forced out to the disk, and is then renamed; the new
 * name is forced out too. So what one write needs of an earlier one outlives a loss of power with
 * it.
 */
public final class AtomicFiles {
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
   * replaced. A process that is killed in between leaves the old one, to be had by {@link
   * #restore}.
   */
  public static void writeFolder(Path target, PathWriter writer) {
    replace(target, writer, true);
  }

  private static void replace(Path target, PathWriter writer, boolean folder) {
    Path absolute = target.toAbsolutePath();
    Path parent = absolute.getParent();
    Path temporary = TemporaryNames.beside(absolute);
    try {
      Durability.createFolders(parent);
      if (folder) {
        restore(absolute);
        Files.createDirectory(temporary);
      }
      writer.writeTo(temporary);
      if (folder) {
        Durability.forceTree(temporary);
        moveFolder(temporary, absolute);
      } else {
        Durability.force(temporary);
        Files.move(
            temporary,
            absolute,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        Durability.forceFolder(parent);
      }
    } catch (IOException e) {
      deleteQuietly(temporary);
      throw writeFailure(target, e);
    } catch (RuntimeException | Error e) {
      deleteQuietly(temporary);
      throw e;
    }
  }

  /** No system replaces a full folder in one step: the old one waits under a hidden name. */
  private static void moveFolder(Path temporary, Path target) throws IOException {
    Path old = oldName(target);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      deleteTree(old);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    Durability.forceFolder(target.getParent());
    deleteTree(old);
  }

  /**
   * Gives a folder its name back where {@link #writeFolder} was killed between putting the old one
   * away and giving the new one its name.
   */
  public static void restore(Path folder) {
    Path absolute = folder.toAbsolutePath();
    Path old = oldName(absolute);
    if (!Files.exists(old, LinkOption.NOFOLLOW_LINKS)
        || Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.move(old, absolute, StandardCopyOption.ATOMIC_MOVE);
      Durability.forceFolder(absolute.getParent());
    } catch (NoSuchFileException e) {
      // Another process was faster.
    } catch (IOException e) {
      throw writeFailure(folder, e);
    }
  }

  private static Path oldName(Path target) {
    return target.resolveSibling(".old-" + target.getFileName());
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
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
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

  /** Removes a folder so that it is never seen with only a part of its files. */
  public static void removeFolder(Path folder) throws IOException {
    Path hidden = TemporaryNames.beside(folder.toAbsolutePath());
    Files.move(folder, hidden, StandardCopyOption.ATOMIC_MOVE);
    deleteTree(hidden);
  }

  static void deleteQuietly(Path path) {
    try {
      deleteTree(path);
    } catch (IOException | UncheckedIOException e) {
      // The first failure is the one to report; a left-over hidden name does no harm.
    }
  }
}
