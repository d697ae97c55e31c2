package io.im2wav4j.core.progress;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** Whether someone is watching, and how much fits on a line. */
final class Terminals {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;

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

  /** Columns of the terminal that the process belongs to; 80 where nobody knows. */
  static int width() {
    int width = USUAL_WIDTH;
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (Scanner out = new Scanner(stty.getInputStream(), StandardCharsets.US_ASCII)) {
        if (out.hasNextInt()) {
          out.nextInt(); // rows
          width = out.nextInt();
        }
      }
    } catch (IOException e) {
      // No terminal, or no stty.
    }
    return width < LEAST_WIDTH ? USUAL_WIDTH : width;
  }
}
