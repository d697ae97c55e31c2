package io.im2wav4j.core.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Checksum;

/** A file that is read at given places; any number of threads may read. */
final class BlockFile implements AutoCloseable {
  /** Larger blocks are mapped; a system allows some 65,000 mappings. */
  private static final int SMALL = 1 << 16;

  private final FileChannel channel;
  private final long size;

  /** Opens a file. */
  BlockFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    size = channel.size();
  }

  long size() {
    return size;
  }

  /** Bytes copied to the heap, little-endian. */
  ByteBuffer read(long position, int length) {
    check(position, length);
    return fill(ByteBuffer.allocate(length), position).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Adds bytes to a sum, of which no more than a piece is in memory at a time. */
  void addTo(Checksum sum, long position, long length) {
    check(position, length);
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(length, SMALL));
    for (long at = 0; at < length; at += SMALL) {
      piece.clear().limit((int) Math.min(SMALL, length - at));
      sum.update(fill(piece, position + at));
    }
  }

  private ByteBuffer fill(ByteBuffer buffer, long position) {
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new MalformedException("it was cut off while it was read");
        }
      }
    } catch (IOException e) {
      throw new MalformedException("it cannot be read (" + e.getMessage() + ")");
    }
    return buffer.flip();
  }

  /** Bytes that are mapped if they are many. */
  ByteBuffer block(long position, long length) {
    check(position, length);
    if (length > Integer.MAX_VALUE) {
      throw new MalformedException("it has a tensor of " + length + " bytes, over 2 GiB");
    }
    if (length <= SMALL) {
      return read(position, (int) length);
    }
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
    } catch (IOException e) {
      throw new MalformedException("it cannot be mapped (" + e.getMessage() + ")");
    }
  }

  private void check(long position, long length) {
    if (position < 0 || length < 0 || position > size || length > size - position) {
      throw new MalformedException(
          length + " bytes at " + position + " lie beyond its end at " + size);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
