package io.im2wav4j.core.error;

/**
 * A failure that the user can mend: it says where, what was given, what was expected and the likely
 * fix. The command line prints the message alone and exits with 1 (or 2 for {@link UsageError}).
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 120;

  /**
   * @param where file, line, option or item that is wrong
   * @param given what was found there
   * @param expected what should have been there
   * @param fix what the user can do about it
   */
  public UserError(String where, String given, String expected, String fix) {
    this(where, given, expected, fix, null);
  }

  /** As the other, with the exception that led here (shown with {@code --debug}). */
  public UserError(String where, String given, String expected, String fix, Throwable cause) {
    super(shown(where + ": " + given + "; expected " + expected + ". " + fix), cause);
  }

  /**
   * For errors whose sentence has another form; {@code message} must say the same four things.
   *
   * @param cause may be null
   */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A text from a file that is not trusted, fit for a message: on one line, without control
   * characters, and short.
   */
  public static String printable(String text) {
    String start = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }

  /** Names of files may hold what steers a terminal. */
  private static String shown(String message) {
    return message.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "?");
  }

  /** The exit code of a command that ends with this error. */
  public int exitCode() {
    return 1;
  }
}
