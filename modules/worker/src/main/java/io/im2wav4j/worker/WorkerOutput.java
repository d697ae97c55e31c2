package io.im2wav4j.worker;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A reply as its service writes it; arrays go into the ring without a detour. */
final class WorkerOutput extends DataOutputStream {
  private final FrameWriter frames;

  WorkerOutput(FrameWriter frames) {
    super(frames);
    this.frames = frames;
  }

  /** Room in the ring for so many bytes or some of them; null where there is none right now. */
  ByteBuffer room(long bytes) {
    return frames.room(bytes);
  }

  /** So many were put there. */
  void putInRoom(int bytes) throws IOException {
    frames.putInRoom(bytes);
  }
}
