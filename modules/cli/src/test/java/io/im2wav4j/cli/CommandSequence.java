package io.im2wav4j.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.im2wav4j.core.io.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Commands one after the other in one process, which has a working folder of its own. */
final class CommandSequence {
  private CommandSequence() {}

  /** Runs the lists of words in a JSON; the first that fails ends it. */
  public static void main(String[] args) throws Exception {
    List<List<String>> commands =
        Json.mapper().readValue(Path.of(args[0]).toFile(), new TypeReference<>() {});
    PrintWriter print = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    for (List<String> command : commands) {
      long start = System.nanoTime();
      int exitCode = Main.run(print, print, command.toArray(String[]::new));
      print.printf(
          "=== %d after %d ms: im2wav %s%n",
          exitCode, (System.nanoTime() - start) / 1_000_000, String.join(" ", command));
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    System.exit(0);
  }
}
