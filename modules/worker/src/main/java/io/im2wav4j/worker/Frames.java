package io.im2wav4j.worker;

/** The kinds of frames between the processes; each is its kind, a length and that many bytes. */
final class Frames {
  /** To the worker: number of the call, name of the service, request. */
  static final byte CALL = 1;

  /** To the worker: number of the call whose reply is not wanted any more. */
  static final byte CANCEL = 2;

  /** From the worker: it has started. */
  static final byte READY = 3;

  /** A part of the reply. */
  static final byte DATA = 4;

  /** The call has ended; so it has after each of the errors. */
  static final byte END = 5;

  /** Message and cause of a user's error. */
  static final byte USER_ERROR = 6;

  /** Class, message and trace of another exception. */
  static final byte FAILURE = 7;

  /** Java's heap, or what it may take beside it, was not enough. */
  static final byte MEMORY = 8;

  /** Level, logger and text of what is to be logged. */
  static final byte LOG = 9;

  /** A part of the reply that lies in the ring: the frame has its length and no content. */
  static final byte SHARED = 10;

  /** Bytes of a part of a reply with its head at most: what a pipe holds. */
  static final int PART = 1 << 16;

  private Frames() {}
}
