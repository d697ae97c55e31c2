package io.im2wav4j.core.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write into a folder, for one command at a time; readers need none. The operating
 * system holds it on the folder's hidden file {@code .lock} and takes it back when the process
 * ends, however it ends. While held the file says who holds it, and once given back it is empty: so
 * a text in it that nobody holds is of a killed process, whose temporary files are then swept.
 *
 * <p>A thread may take a folder again that it holds. Another thread of this process is refused like
 * another process. Where the file system has no locks a warning says so, and nothing is refused or
 * swept. On a network share that locks for each machine alone, only one machine's commands are kept
 * apart.
 */
public final class FolderLock implements AutoCloseable {
  /** The lock's file in a folder; no output. */
  public static final String NAME = ".lock";

  private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

  // Behind the text, which others are to read: some systems forbid reading what is locked.
  private static final long LOCKED_BYTE = 1L << 30;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final int READINGS = 40;
  private static final long PAUSE = 50_000_000; // nanoseconds

  // A process loses its locks on a file as soon as it closes any channel of it, so what is held
  // here is looked up and never opened a second time.
  private static final Map<Path, FolderLock> HELD = new HashMap<>();

  private final Path folder;
  private final boolean made; // by taking the lock
  private final FileChannel channel; // null: no lock to be had on this file system
  private final LockHolder holder = LockHolder.here();
  private final Thread thread = Thread.currentThread();
  private int depth = 1;

  /** Who has just taken a lock has yet to write who it is; who gives it back has wiped it. */
  private static final class HolderUnknown extends IOException {
    private static final long serialVersionUID = 1;
  }

  private FolderLock(Path folder, boolean made, FileChannel channel) {
    this.folder = folder;
    this.made = made;
    this.channel = channel;
  }

  /**
   * Takes the right to write into a folder, which is made if absent, and sweeps what a killed
   * holder left in it.
   *
   * @param shared other folders that the command writes into beside others, such as caches; what
   *     the killed holder left there is swept too
   * @throws UserError that says who holds it, if another does
   */
  public static FolderLock take(Path folder, Path... shared) {
    boolean interrupted = Thread.interrupted(); // would close the channel
    try {
      FolderLock taken = null;
      // Again where the last holder has just removed its new folder.
      for (int i = 1; taken == null; i++) {
        boolean made = !Files.exists(folder);
        Durability.createFolders(folder);
        try {
          taken = take(made, folder.toRealPath(), folder, i < READINGS, shared);
        } catch (HolderUnknown e) {
          LockSupport.parkNanos(PAUSE);
        }
      }
      return taken;
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(folder.resolve(NAME), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FolderLock take(
      boolean made, Path real, Path named, boolean patient, Path... shared) throws IOException {
    synchronized (HELD) {
      FolderLock held = HELD.get(real);
      if (held != null) {
        if (held.thread != Thread.currentThread()) {
          throw inUse(named, Optional.of(held.holder));
        }
        held.depth++;
        return held;
      }
      FolderLock taken = new FolderLock(real, made, lock(real, named, patient));
      if (taken.channel != null && !Files.exists(real.resolve(NAME))) {
        taken.channel.close();
        return null;
      }
      try {
        taken.begin(shared);
      } catch (IOException | RuntimeException e) {
        if (taken.channel != null) {
          taken.channel.close();
        }
        throw e;
      }
      HELD.put(real, taken);
      return taken;
    }
  }

  /** The channel that holds the lock; null where none is to be had. */
  private static FileChannel lock(Path real, Path named, boolean patient) throws IOException {
    Path file = real.resolve(NAME);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      return null; // Nothing can be written here: a command that has to will say so itself.
    } catch (FileSystemException e) {
      if (String.valueOf(e.getMessage()).contains("Read-only")) {
        return null;
      }
      throw e;
    }
    FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      lock = null; // this process has it by another name of the file
    } catch (IOException e) {
      channel.close();
      LOG.warn(
          "{}: this file system has no locks ({}): see to it yourself that no other command writes"
              + " there",
          named,
          e.getMessage());
      return null;
    }
    if (lock == null) {
      Optional<LockHolder> other = text(channel);
      channel.close();
      if (other.isEmpty() && patient) {
        throw new HolderUnknown();
      }
      throw inUse(named, other);
    }
    return channel;
  }

  private void begin(Path... shared) throws IOException {
    if (channel == null) {
      return;
    }
    Optional<LockHolder> killed = text(channel);
    if (killed.isPresent()) {
      TemporaryNames.sweep(folder, killed.get().writer());
      for (Path other : shared) {
        TemporaryNames.sweep(other, killed.get().writer());
      }
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Json.pretty(holder).getBytes(StandardCharsets.UTF_8)), 0);
    channel.force(true);
  }

  private static Optional<LockHolder> text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LONGEST_TEXT, channel.size()));
    channel.read(bytes, 0);
    try {
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(Json.mapper().readValue(text, LockHolder.class))
              .filter(holder -> holder.writer() != null && holder.host() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // Cut off: its writer was killed, or is writing it just now.
    }
  }

  private static UserError inUse(Path folder, Optional<LockHolder> by) {
    return new UserError(
        folder.toString(),
        by.map(
                holder ->
                    "in use by '"
                        + UserError.printable(String.valueOf(holder.command()))
                        + "' (process "
                        + holder.pid()
                        + " on "
                        + UserError.printable(holder.host())
                        + ", since "
                        + UserError.printable(String.valueOf(holder.since()))
                        + ")")
            .orElse("in use by another command"),
        "a folder that no other command writes into",
        "Wait until that command has ended or stop it, then run this one again; or choose another"
            + " folder");
  }

  /** A command that failed before it wrote anything leaves no folder. */
  private void removeEmpty() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> !file.endsWith(NAME))) {
        return;
      }
    }
    Files.delete(folder.resolve(NAME));
    Files.deleteIfExists(folder);
  }

  /** Gives the folder back; one that was made for it and has stayed empty is removed. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (--depth > 0) {
        return;
      }
      HELD.remove(folder);
      if (channel == null) {
        return;
      }
      boolean interrupted = Thread.interrupted();
      try (channel) {
        channel.truncate(0);
        if (made) {
          removeEmpty();
        }
      } catch (IOException e) {
        LOG.warn("{}: {}", folder.resolve(NAME), e.getMessage());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
