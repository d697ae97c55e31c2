package io.im2wav4j.core.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hidden names for what is being written: {@code .tmp-WRITER-NUMBER.EXTENSION}. WRITER is drawn at
 * random once a process: process numbers come again in other containers and on other hosts of a
 * shared disk. What a killed process left is known by it.
 */
public final class TemporaryNames {
  private static final String PREFIX = ".tmp-";
  private static final String WRITER =
      String.format(Locale.ROOT, "%016x", new SecureRandom().nextLong());
  private static final AtomicLong COUNT = new AtomicLong();

  private TemporaryNames() {}

  /** This process's, 16 hexadecimal digits. */
  public static String writer() {
    return WRITER;
  }

  /** A new name in the folder of {@code target}, short whatever its name, with its extension. */
  static Path beside(Path target) {
    String name = target.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
    return target.resolveSibling(PREFIX + WRITER + "-" + COUNT.incrementAndGet() + extension);
  }

  /**
   * Deletes what a writer that is no more left in {@code folder} and below it, and nothing else.
   *
   * @param writer the dead process's {@link #writer}
   */
  public static void sweep(Path folder, String writer) {
    if (!writer.matches("[0-9a-f]{16}") || writer.equals(WRITER) || !Files.isDirectory(folder)) {
      return;
    }
    List<Path> left = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes of) {
              return isOf(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes of) {
              isOf(path);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
              return FileVisitResult.CONTINUE; // What cannot be looked into is left as it is.
            }

            private boolean isOf(Path path) {
              Path name = path.getFileName();
              return name != null
                  && name.toString().startsWith(PREFIX + writer + "-")
                  && left.add(path);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    left.forEach(AtomicFiles::deleteQuietly);
  }
}
