package io.im2wav4j.core.error;

/** A command given wrongly: an unknown option, a missing argument, a bad value. Exit code 2. */
public final class UsageError extends UserError {
  private static final long serialVersionUID = 1L;

  /** See {@link UserError}. */
  public UsageError(String where, String given, String expected, String fix) {
    super(where, given, expected, fix);
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
