package io.im2wav4j.worker;

import io.im2wav4j.core.error.UserError;

/** A worker for one caller, from the first call until it is closed. One thread at a time. */
public final class WorkerLease implements AutoCloseable {
  /** The system property with "worker", or "process" for reading in this process. */
  public static final String PROPERTY = "im2wav.media";

  private final WorkerBounds bounds;
  private final ProcessPool pool;
  private WorkerProcess process;

  /** A lease; a process is taken with the first call. */
  public WorkerLease(WorkerBounds bounds) {
    this.bounds = bounds;
    this.pool = ProcessPool.of(bounds.megabytes());
  }

  /** Whether files of strangers are to be read by workers; {@link #PROPERTY} says so. */
  public static boolean areWanted() {
    return !System.getProperty(PROPERTY, "worker").equals("process");
  }

  /**
   * Makes a call. Its reply must be closed before the next.
   *
   * @throws UserError where the file is known to kill, or no worker can be started; later, where it
   *     kills this one and the next
   */
  public WorkerReply call(WorkerJob job) {
    Poisonous.refuse(job.file());
    return new WorkerReply(this, job, bounds);
  }

  /** Whether a process keeps what calls left there. */
  public boolean isHeld() {
    return process != null;
  }

  WorkerProcess take() {
    if (process == null) {
      process = pool.take();
    }
    return process;
  }

  /** Another process, after this one has died or is in disorder. */
  WorkerProcess replace() {
    drop();
    process = pool.fresh();
    return process;
  }

  void drop() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      pool.give(process);
      process = null;
    }
  }
}
