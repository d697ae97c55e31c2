package io.im2wav4j.core.archive;

/**
 * What a reader of this package finds wrong in a file; whoever knows the file's name makes a {@link
 * io.im2wav4j.core.error.UserError} of it.
 */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /** Says what is wrong. */
  MalformedException(String what) {
    this(what, "Nothing of it was run. Copy it again, or convert it to safetensors");
  }

  /** Says what is wrong and what helps, where another copy would be the same. */
  MalformedException(String what, String fix) {
    super(what);
    this.fix = fix;
  }

  String fix() {
    return fix;
  }
}
