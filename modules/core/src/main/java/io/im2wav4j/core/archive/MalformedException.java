package io.im2wav4j.core.archive;

/**
 * What a reader of this package finds wrong in a file; whoever knows the file's name makes a {@link
 * io.im2wav4j.core.error.UserError} of it.
 */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  MalformedException(String what) {
    super(what);
  }
}
