package io.im2wav4j.worker;

/** What went wrong in a worker, as text; its trace is the message. */
final class WorkerException extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerException(String trace) {
    super("in a worker process: " + trace.strip(), null, false, false);
  }
}
