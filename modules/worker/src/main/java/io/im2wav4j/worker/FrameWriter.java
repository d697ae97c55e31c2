package io.im2wav4j.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * The worker's end: a reply as frames, and what else it has to say. The parts of a reply lie in the
 * ring, where there is one, and their frames only say how much there is.
 */
final class FrameWriter extends OutputStream {
  private static final int HEAD = 5;
  private static final int IN_RING = 1 << 18;
  private static final int LARGEST_VALUE = 8;
  private static final long SHORTEST_WAIT = 20_000;
  private static final long LONGEST_WAIT = 2_000_000;

  private final WritableByteChannel channel;
  private final SharedRing ring;
  private final ByteBuffer part = ByteBuffer.allocateDirect(Frames.PART);
  private int inRing;
  private volatile int call;
  private volatile int cancelled;

  /**
   * A writer.
   *
   * @param ring may be null
   */
  FrameWriter(WritableByteChannel channel, SharedRing ring) {
    this.channel = channel;
    this.ring = ring;
    part.position(HEAD);
  }

  /** Begins the reply to a call. */
  void begin(int number) {
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
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset, n; at < offset + length; at += n) {
      n =
          ring == null
              ? fill(bytes, at, offset + length - at)
              : putInRing(bytes, at, offset + length - at);
    }
  }

  private int fill(byte[] bytes, int offset, int length) throws IOException {
    int n = Math.min(part.remaining(), length);
    part.put(bytes, offset, n);
    if (!part.hasRemaining()) {
      flush();
    }
    return n;
  }

  private int putInRing(byte[] bytes, int offset, int length) throws IOException {
    int n = ring.put(bytes, offset, length);
    inRing += n;
    if (inRing >= IN_RING || n == 0 && inRing > 0) {
      flush();
    }
    for (long wait = SHORTEST_WAIT; n == 0; wait = Math.min(LONGEST_WAIT, 2 * wait)) {
      LockSupport.parkNanos(wait);
      checkWanted();
      n = ring.put(bytes, offset, length);
      inRing += n;
    }
    return n;
  }

  /** Room in the ring; null where there is none right now. */
  ByteBuffer room(long bytes) {
    ByteBuffer room = ring == null ? null : ring.room(Math.min(bytes, IN_RING));
    return room == null || room.remaining() < LARGEST_VALUE ? null : room;
  }

  void putInRoom(int bytes) throws IOException {
    ring.putInRoom(bytes);
    inRing += bytes;
    if (inRing >= IN_RING) {
      flush();
    }
  }

  private void checkWanted() throws IOException {
    if (isCancelled()) {
      throw new IOException("the caller has gone on");
    }
  }

  @Override
  public void flush() throws IOException {
    checkWanted();
    sendPart();
  }

  private void sendPart() throws IOException {
    int length = part.position() - HEAD;
    if (inRing > 0) {
      part.putInt(1, inRing).put(0, Frames.SHARED).limit(HEAD).position(0);
      inRing = 0;
      send(part);
    } else if (length > 0) {
      part.putInt(1, length).put(0, Frames.DATA).flip();
      send(part);
    }
    part.clear().position(HEAD);
  }

  /** Ends a reply with a frame of texts. What was written into the ring must be taken out of it. */
  void end(byte kind, String... texts) throws IOException {
    sendPart();
    send(kind, texts);
  }

  /** Sends a frame of texts. */
  void send(byte kind, String... texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (String text : texts) {
      WorkerData.writeText(out, text);
    }
    ByteBuffer frame = ByteBuffer.allocate(HEAD + bytes.size());
    send(frame.put(kind).putInt(bytes.size()).put(bytes.toByteArray()).flip());
  }

  private synchronized void send(ByteBuffer frame) throws IOException {
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }
}
