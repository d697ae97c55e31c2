package io.im2wav4j.attack;

import io.im2wav4j.core.error.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The other side of {@link Victim}: reads the file that each line of standard input names, as
 * "READER file:///...", and answers with a line: "value", "refused ..." or "exception ...".
 */
final class ReaderProcess {
  private ReaderProcess() {}

  /** Serves until its input ends. */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // what a library prints is no answer
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      answers.println(answer(line).replace('\n', '|').replace('\r', '|'));
      answers.flush();
    }
    System.exit(0);
  }

  private static String answer(String line) {
    int space = line.indexOf(' ');
    try {
      Reader.valueOf(line.substring(0, space)).read(Path.of(URI.create(line.substring(space + 1))));
      return "value";
    } catch (UserError | InvalidPathException e) {
      return "refused " + e.getMessage();
    } catch (Throwable e) { // whatever else comes is what the attack looks for
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return "exception " + trace;
    }
  }
}
