package io.im2wav4j.core.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Forces files and folders out to the disk, so that they outlive a loss of power: a file's content
 * by forcing the file, its name by forcing the folder.
 */
public final class Durability {
  private Durability() {}

  /** Forces a file's content out. */
  public static void force(Path file) throws IOException {
    // To write: some systems refuse to force what was opened for reading.
    force(file, StandardOpenOption.WRITE);
  }

  /** Forces the names in a folder out, where the system can open folders. */
  public static void forceFolder(Path folder) throws IOException {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      // Windows opens no folders, and forces names by itself.
    }
  }

  /** Forces a folder with all files and folders in it. Links are names, and not followed. */
  public static void forceTree(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
            if (of.isRegularFile()) {
              force(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            forceFolder(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Makes a folder and those above it that are missing, and forces the names of the new ones. */
  public static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      createFolders(parent);
    }
    Files.createDirectories(folder); // another process may have made it meanwhile
    if (parent != null) {
      forceFolder(parent);
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    boolean interrupted = false;
    try {
      while (!tryForce(path, option)) {
        interrupted |= Thread.interrupted(); // it closed the channel: again without it
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False where the thread was interrupted. */
  private static boolean tryForce(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      // File systems that cannot force, as some network shares, keep what they are given or do not.
      if (!message.contains("Invalid argument")
          && !message.contains("not supported")
          && !message.contains("not implemented")) {
        throw e;
      }
    }
    return true;
  }
}
