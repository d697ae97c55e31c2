package io.im2wav4j.experiments.stage;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.LockHolder;
import io.im2wav4j.core.io.TemporaryNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to work on a stage. The operating system holds it for the process and takes it back
 * when the process ends, however it ends: what a killed one leaves is never mistaken for a live
 * one. On a shared folder this works across machines where the folder's file system has locks.
 */
final class StageLock implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String OWNER = "owner.json";

  // A process loses its lock on a file as soon as it closes any channel of it: what is held here is
  // not opened again.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private StageLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock; empty where another holds it. */
  static Optional<StageLock> tryTake(Path folder) {
    Optional<StageLock> lock = open(folder);
    if (lock.isPresent()) {
      // Nobody holds the stage: what its last owner left half written stays so.
      lastOwner(folder)
          .filter(last -> last.writer() != null)
          .ifPresent(last -> TemporaryNames.sweep(folder, last.writer()));
      Json.write(folder.resolve(OWNER), LockHolder.here());
    }
    return lock;
  }

  private static Optional<StageLock> open(Path folder) {
    Path file = folder.resolve(LOCK).toAbsolutePath().normalize();
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        taken = true;
        return Optional.of(new StageLock(file, channel));
      }
      channel.close();
      return Optional.empty();
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      return Optional.empty();
    } catch (IOException e) {
      closeQuietly(channel);
      throw AtomicFiles.writeFailure(file, e);
    } finally {
      if (!taken) {
        HELD.remove(file);
      }
    }
  }

  /** Who holds the lock now. */
  static Optional<LockHolder> holder(Path folder) {
    if (!Files.exists(folder.resolve(LOCK))) {
      return Optional.empty();
    }
    Optional<StageLock> mine = open(folder);
    if (mine.isPresent()) {
      mine.get().close();
      return Optional.empty();
    }
    return lastOwner(folder);
  }

  /** Who held it last. */
  static Optional<LockHolder> lastOwner(Path folder) {
    Path file = folder.resolve(OWNER);
    return Files.exists(file) ? Optional.of(Json.read(file, LockHolder.class)) : Optional.empty();
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written by it.
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
    HELD.remove(file);
  }
}
