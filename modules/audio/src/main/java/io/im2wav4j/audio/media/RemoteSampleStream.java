package io.im2wav4j.audio.media;

import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.worker.WorkerLease;
import io.im2wav4j.worker.WorkerReply;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sound that a worker decodes while it is read. */
final class RemoteSampleStream implements SampleStream {
  private static final int PIECE = 1 << 16;

  private final WorkerLease lease;
  private final WorkerReply reply;
  private final int rate;
  private final ByteBuffer bytes = ByteBuffer.allocate(PIECE).order(ByteOrder.nativeOrder());

  RemoteSampleStream(WorkerLease lease, WorkerReply reply) {
    this.lease = lease;
    this.reply = reply;
    try {
      this.rate = new DataInputStream(reply).readInt();
    } catch (IOException e) {
      reply.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      reply.close();
      throw e;
    }
    bytes.limit(0);
  }

  @Override
  public int sampleRate() {
    return rate;
  }

  @Override
  public int read(float[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, bytes.remaining() / Float.BYTES);
    bytes.asFloatBuffer().get(into, offset, n);
    bytes.position(bytes.position() + n * Float.BYTES);
    return n;
  }

  /** Waits for a sample at least; false at the end. */
  private boolean fill() {
    while (bytes.remaining() < Float.BYTES) {
      bytes.compact();
      int n = reply.read(bytes.array(), bytes.position(), bytes.remaining());
      bytes.position(bytes.position() + Math.max(0, n)).flip();
      if (n < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    reply.close();
    lease.close();
  }
}
