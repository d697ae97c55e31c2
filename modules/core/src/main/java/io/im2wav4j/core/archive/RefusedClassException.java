package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;

/** A pickle names something that is not on the closed list; the message is that name. */
final class RefusedClassException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedClassException(String module, String name) {
    super(UserError.printable(module + "." + name));
  }
}
