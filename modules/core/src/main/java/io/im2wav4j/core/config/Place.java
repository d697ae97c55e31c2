package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;

/**
 * Where a value was written.
 *
 * @param source the file as the user named it, or the option's text
 * @param line from 1; 0 for what has no lines
 * @param usage true for the command line, whose errors exit with 2
 */
record Place(String source, int line, boolean usage) {
  static Place file(String name, int line) {
    return new Place(name, line, false);
  }

  static Place override(String text) {
    return new Place("--set " + text, 0, true);
  }

  UserError error(String given, String expected, String fix) {
    return usage
        ? new UsageError(toString(), given, expected, fix)
        : new UserError(toString(), given, expected, fix);
  }

  /** {@code file:line}. */
  @Override
  public String toString() {
    return line > 0 ? source + ":" + line : source;
  }
}
