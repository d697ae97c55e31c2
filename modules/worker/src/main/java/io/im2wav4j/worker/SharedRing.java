package io.im2wav4j.worker;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory of both processes, for what is large: one writes, the other reads, round and round. A pipe
 * holds 64 KiB, and both would wait for each other several times a picture.
 */
final class SharedRing {
  private static final int CAPACITY = 4 << 20;

  /** The place of the number of bytes that were read so far, before the ring. */
  private static final int TAKEN = 0;

  private static final int HEAD = 64;
  private static final Path FOLDER = Path.of("/dev/shm");
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;
  private final ByteBuffer ring;
  private long written;
  private long taken;

  private SharedRing(ByteBuffer memory) {
    this.memory = memory;
    this.ring = memory.slice(HEAD, CAPACITY);
  }

  /** A file for a ring, all of its memory taken; null where the system has no place for it. */
  static Path create() {
    Path file = null;
    try {
      if (!Files.isWritable(FOLDER)) {
        return null;
      }
      file = Files.createTempFile(FOLDER, "im2wav", ".ring");
      // Whole: memory that is missing only when it is written to would end the process.
      return Files.write(file, new byte[HEAD + CAPACITY]);
    } catch (IOException | SecurityException e) {
      delete(file);
      return null;
    }
  }

  static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is in memory only, and small.
    }
  }

  static SharedRing openIfPossible(Path file) {
    try {
      return open(file);
    } catch (IOException e) {
      return null;
    }
  }

  static SharedRing open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new SharedRing(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) HEAD + CAPACITY));
    }
  }

  /** Writes as many as there is room for; how many. */
  int put(byte[] bytes, int offset, int length) {
    long free = CAPACITY - (written - (long) LONGS.getAcquire(memory, TAKEN));
    int n = (int) Math.min(Math.min(length, free), CAPACITY - at(written));
    ring.put(at(written), bytes, offset, n);
    written += n;
    return n;
  }

  /** Reads as many as lie together; how many. */
  int get(byte[] into, int offset, int length) {
    int n = Math.min(length, CAPACITY - at(taken));
    ring.get(at(taken), into, offset, n);
    skip(n);
    return n;
  }

  /** Room that lies together, for up to so many bytes. */
  ByteBuffer room(long bytes) {
    long free = CAPACITY - (written - (long) LONGS.getAcquire(memory, TAKEN));
    return part(written, Math.min(bytes, free));
  }

  /** So many were put into the room. */
  void putInRoom(int bytes) {
    written += bytes;
  }

  /** What lies together of so many bytes that were written. */
  ByteBuffer lying(long bytes) {
    return part(taken, bytes);
  }

  private ByteBuffer part(long position, long bytes) {
    int at = at(position);
    ByteBuffer part = ring.duplicate().order(ByteOrder.nativeOrder());
    return part.limit((int) Math.min(CAPACITY, at + bytes)).position(at);
  }

  void skip(int length) {
    taken += length;
    LONGS.setRelease(memory, TAKEN, taken);
  }

  private static int at(long position) {
    return (int) (position % CAPACITY);
  }
}
