package io.im2wav4j.worker;

import io.im2wav4j.core.error.UserError;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The reply to a call, as it is made. Where the worker dies, the call is made once more in a new
 * one, and what was read of its reply is skipped.
 *
 * <p>Reading throws what the service threw.
 */
public final class WorkerReply extends InputStream {
  private static final int LARGEST_VALUE = 8;
  private static final double CLOSING_SECONDS = 10;

  private final WorkerLease lease;
  private final WorkerJob job;
  private final WorkerBounds bounds;
  private WorkerProcess process;
  private int call;
  private long patience;
  private int part;
  private boolean shared;
  private long taken;
  private boolean again;
  private boolean ended;

  WorkerReply(WorkerLease lease, WorkerJob job, WorkerBounds bounds) {
    this.lease = lease;
    this.job = job;
    this.bounds = bounds;
    this.process = lease.take();
    begin();
  }

  private void begin() {
    patience = Watchdog.looks(bounds.seconds());
    part = 0;
    shared = false;
    try {
      call = process.call(job);
    } catch (IOException e) {
      died();
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    while (true) {
      try {
        int n = next(into, offset, length);
        taken += Math.max(0, n);
        return n;
      } catch (IOException e) {
        died();
      }
    }
  }

  private int next(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    long begun = Watchdog.now();
    process.await(patience);
    try {
      while (part == 0 && !ended) {
        frame();
      }
      int n = ended ? -1 : take(into, offset, Math.min(length, part));
      if (n < 0 && !ended) {
        throw new IOException("the worker has died");
      }
      part -= Math.max(0, n);
      return n;
    } finally {
      process.disarm();
      patience = Math.max(0, patience - (Watchdog.now() - begun));
    }
  }

  /** The reply, to be read by {@link WorkerData} too. */
  public DataInputStream data() {
    return new WorkerInput(this);
  }

  /** What has come in the ring already; null where nothing has. */
  ByteBuffer lying(long bytes) {
    ByteBuffer lying = shared ? process.ring().lying(Math.min(bytes, part)) : null;
    return lying == null || lying.remaining() < LARGEST_VALUE ? null : lying;
  }

  void took(int bytes) {
    process.ring().skip(bytes);
    part -= bytes;
    taken += bytes;
  }

  private int take(byte[] into, int offset, int length) throws IOException {
    return shared
        ? process.ring().get(into, offset, length)
        : process.in().read(into, offset, length);
  }

  private void skipPart() throws IOException {
    if (shared) {
      process.ring().skip(part);
    } else {
      process.in().skipNBytes(part);
    }
    part = 0;
  }

  /** Reads up to the next part, or the end. */
  private void frame() throws IOException {
    DataInputStream in = process.in();
    byte kind = in.readByte();
    int length = in.readInt();
    if (length < 0 || kind == Frames.SHARED && process.ring() == null) {
      throw new IOException("a frame of kind " + kind + " and " + length + " bytes");
    }
    switch (kind) {
      case Frames.DATA, Frames.SHARED -> {
        part = length;
        shared = kind == Frames.SHARED;
      }
      case Frames.LOG ->
          WorkerLog.say(WorkerData.readText(in), WorkerData.readText(in), WorkerData.readText(in));
      case Frames.MEMORY -> died("needs more than " + bounds.megabytes() + " MiB");
      case Frames.END -> ended = true;
      case Frames.USER_ERROR -> {
        String message = WorkerData.readText(in);
        String cause = WorkerData.readText(in);
        ended = true;
        throw new UserError(message, cause.isEmpty() ? null : new WorkerException(cause));
      }
      case Frames.FAILURE -> {
        String type = WorkerData.readText(in);
        String message = WorkerData.readText(in);
        ended = true;
        throw failure(type, message, new WorkerException(WorkerData.readText(in)));
      }
      default -> throw new IOException("a frame of kind " + kind);
    }
  }

  private static RuntimeException failure(String type, String message, WorkerException cause) {
    if (type.equals(IllegalArgumentException.class.getName())) {
      return new IllegalArgumentException(message, cause);
    } else if (type.equals(IllegalStateException.class.getName())) {
      return new IllegalStateException(message, cause);
    } else if (type.endsWith("IOException")) {
      return new UncheckedIOException(message, new IOException(cause));
    }
    return new IllegalStateException(type + ": " + message, cause);
  }

  private void died() {
    boolean late = process.isLate();
    process.kill();
    String how = process.death();
    if (late || process.isLate()) {
      String given = String.format(Locale.ROOT, "took more than %.0f s", bounds.seconds());
      throw poisonous(given, "a file that is read in that time", "; or " + bounds.raise());
    }
    died("killed the process that reads it, twice (" + how + ")");
  }

  /** Makes the call again, or gives up. */
  private void died(String how) {
    if (again) {
      boolean memory = how.startsWith("needs");
      throw poisonous(
          how,
          memory ? "a file that needs less" : "a file that can be read",
          memory ? "; or " + bounds.raise() : ": leave it out, or make it again");
    }
    again = true;
    process = lease.replace();
    begin();
    long skip = taken;
    taken = 0;
    byte[] bytes = new byte[Frames.PART];
    while (taken < skip) {
      if (read(bytes, 0, (int) Math.min(bytes.length, skip - taken)) < 0) {
        throw new IllegalStateException(job.file() + ": was read differently when read again");
      }
    }
  }

  private UserError poisonous(String given, String expected, String fix) {
    ended = true;
    lease.drop();
    return Poisonous.add(job.file(), given, expected, fix);
  }

  /** Ends the call, if it has not ended; the worker can be used again. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    patience = Math.min(patience, Watchdog.looks(CLOSING_SECONDS));
    again = true;
    process.await(Watchdog.looks(CLOSING_SECONDS));
    try {
      skipPart();
      // The end comes with the last part: usually it is there, and nothing runs any more.
      if (process.hasSpoken()) {
        frame();
        skipPart();
      }
      if (!ended) {
        process.cancel(call);
      }
      while (!ended) {
        frame();
        skipPart();
      }
      process.disarm();
    } catch (IOException | RuntimeException e) {
      boolean inOrder = ended;
      ended = true;
      if (!inOrder) {
        lease.drop();
      } else {
        process.disarm();
      }
    }
  }
}
