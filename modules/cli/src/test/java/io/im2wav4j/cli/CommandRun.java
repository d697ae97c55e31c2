package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/**
 * What a command did, run within the tests' process.
 *
 * @param exitCode as the shell would see it
 * @param out standard output
 * @param err messages; log lines are not among them
 */
public record CommandRun(int exitCode, String out, String err) {
  /** Runs {@code im2wav ARGS}; the arguments' texts count, so paths can be given as they are. */
  public static CommandRun of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Runs a command that must succeed. */
  static CommandRun ok(Object... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(Arrays.toString(args) + "\n" + run.err()).isZero();
    return run;
  }

  /**
   * Runs a command that must fail with a message that says what was expected, without a stack
   * trace.
   */
  static CommandRun failed(int exitCode, Object... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    assertThat(run.err()).containsIgnoringCase("expected ").doesNotContain("\tat ");
    return run;
  }
}
