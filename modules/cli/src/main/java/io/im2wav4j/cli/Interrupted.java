package io.im2wav4j.cli;

/** The user stopped a command that can be resumed. Exit code 130. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Interrupted(String message) {
    super(message);
  }
}
