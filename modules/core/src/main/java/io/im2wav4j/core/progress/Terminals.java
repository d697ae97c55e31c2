package io.im2wav4j.core.progress;

import java.io.Console;

/** Whether someone is watching. */
final class Terminals {
  private Terminals() {}

  /** True if standard input and output are a terminal. */
  static boolean interactive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on System.console() is there even for pipes, and this method tells them apart.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
