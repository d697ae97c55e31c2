package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UserError;
import java.util.List;

/** A key that the record does not have. */
final class UnknownKey extends UserError {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  private UnknownKey(String message, int exitCode) {
    super(message, null);
    this.exitCode = exitCode;
  }

  static UnknownKey of(Place place, String key, List<String> known, String record) {
    String message =
        place
            + ": unknown key '"
            + printable(key)
            + "'"
            + Names.nearest(key, known).map(n -> "; did you mean '" + n + "'?").orElse(".")
            + " Expected one of: "
            + String.join(", ", known)
            + " ("
            + record
            + ").";
    return new UnknownKey(message, place.usage() ? 2 : 1);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
