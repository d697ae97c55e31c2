package io.im2wav4j.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** The worker's end: a reply as frames, and what else it has to say. */
final class FrameWriter extends OutputStream {
  private static final int HEAD = 5;

  private final WritableByteChannel channel;
  private final ByteBuffer part = ByteBuffer.allocateDirect(HEAD + Frames.PART);
  private volatile int call;
  private volatile int cancelled;

  FrameWriter(WritableByteChannel channel) {
    this.channel = channel;
    part.position(HEAD);
  }

  /** Begins the reply to a call. */
  synchronized void begin(int number) {
    call = number;
    part.clear().position(HEAD);
  }

  /** Lets writing fail, if the call still runs. */
  void cancel(int number) {
    cancelled = number;
  }

  boolean isCancelled() {
    return cancelled == call;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    while (at < offset + length) {
      int n = Math.min(part.remaining(), offset + length - at);
      part.put(bytes, at, n);
      at += n;
      if (!part.hasRemaining()) {
        flush();
      }
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    if (isCancelled()) {
      throw new IOException("the caller has gone on");
    }
    int length = part.position() - HEAD;
    if (length > 0) {
      part.put(0, Frames.DATA).putInt(1, length).flip();
      send(part);
    }
    part.clear().position(HEAD);
  }

  /** Sends a frame of texts. */
  synchronized void send(byte kind, String... texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (String text : texts) {
      WorkerData.writeText(out, text);
    }
    ByteBuffer frame = ByteBuffer.allocate(HEAD + bytes.size());
    send(frame.put(kind).putInt(bytes.size()).put(bytes.toByteArray()).flip());
  }

  private void send(ByteBuffer frame) throws IOException {
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }
}
