package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.stop.StoppedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ErrorReportsTest {
  private static CommandRun report(Throwable thrown, boolean debug) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new Main()).setErr(new PrintWriter(err, true));
    return new CommandRun(ErrorReports.failure(thrown, line, debug), "", err.toString());
  }

  @Test
  void userError_isOneMessageWithoutAStackTrace() {
    CommandRun run = report(new UserError("a.csv:3", "2 columns", "4", "Add two"), false);
    assertThat(run)
        .isEqualTo(new CommandRun(1, "", "im2wav: a.csv:3: 2 columns; expected 4. Add two\n"));
  }

  @Test
  void userErrorBehindWrappersOfThreads_isTheOneReported() {
    Throwable wrapped =
        new CompletionException(new RuntimeException(new UserError("x", "y", "z", "Fix")));
    assertThat(report(wrapped, false).err()).isEqualTo("im2wav: x: y; expected z. Fix\n");
  }

  @Test
  void usageError_pointsToTheHelpAndExitsWith2() {
    CommandRun run = report(new UsageError("--set", "'x'", "key=value", "For example"), false);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).endsWith("See 'im2wav --help'.\n");
  }

  @Test
  void aStop_exitsWith130AndSaysHowToGoOn() {
    assertThat(report(new StoppedException("step 5 of 9"), false))
        .isEqualTo(new CommandRun(130, "", "im2wav: stopped at step 5 of 9, run again to go on\n"));
  }

  @Test
  void faultOfOurOwn_isOneLineThatNamesDebug() {
    CommandRun run = report(new IllegalStateException("odd"), false);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "im2wav: unexpected failure: java.lang.IllegalStateException: odd;"
                + " run the same command with --debug to see where\n");
  }

  @Test
  void debug_showsTheStackTrace() {
    assertThat(report(new IllegalStateException("odd"), true).err())
        .contains("at io.im2wav4j.cli.ErrorReportsTest");
  }

  @Test
  void outOfMemory_namesTheMemoryThatIsOut() {
    assertThat(report(new OutOfMemoryError("unable to create native thread"), false).err())
        .contains("threads")
        .doesNotContain("-Xmx");
    assertThat(
            report(
                    new IllegalStateException(
                        "[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate"),
                    false)
                .err())
        .contains("out of memory")
        .contains("outside Java's heap")
        .doesNotContain("unexpected failure");
    assertThat(report(new OutOfMemoryError("Java heap space"), false).err())
        .doesNotContain("batch");
  }

  @Test
  void outOfMemory_saysHowToGiveMore() {
    CommandRun run = report(new OutOfMemoryError("Java heap space"), false);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("out of memory (Java heap space)").contains("IM2WAV_JAVA_OPTS");
  }
}
