package io.im2wav4j.worker;

import java.io.DataInputStream;
import java.nio.ByteBuffer;

/** A reply as its caller reads it; arrays come out of the ring without a detour. */
final class WorkerInput extends DataInputStream {
  private final WorkerReply reply;

  WorkerInput(WorkerReply reply) {
    super(reply);
    this.reply = reply;
  }

  /** What lies in the ring of so many bytes; null where nothing does right now. */
  ByteBuffer lying(long bytes) {
    return reply.lying(bytes);
  }

  /** So many were taken from there. */
  void took(int bytes) {
    reply.took(bytes);
  }
}
