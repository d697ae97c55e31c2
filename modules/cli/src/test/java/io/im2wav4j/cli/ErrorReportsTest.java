package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.stop.StoppedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
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

  /** As JavaCPP and DJL throw it where the folder that they unpack to is full. */
  @Test
  void libraryThatCannotBeUnpacked_namesTheFolderAndTheOptionForAnother() {
    Error ffmpeg = new UnsatisfiedLinkError("java.io.IOException: No space left on device");
    ffmpeg.setStackTrace(from("org.bytedeco.javacpp.Loader"));
    assertThat(report(ffmpeg, false).err())
        .contains("FFmpeg", "javacpp", "-Dorg.bytedeco.javacpp.cachedir=FOLDER", "Free some space")
        .doesNotContain("unexpected failure");
    RuntimeException torch =
        new IllegalStateException(
            "Failed to extract PyTorch native library",
            new FileSystemException("/full", null, "Read-only file system"));
    torch.setStackTrace(from("ai.djl.pytorch.jni.LibUtils"));
    assertThat(report(new CompletionException(torch), false).err())
        .contains("PyTorch", ".djl.ai", "-DDJL_CACHE_DIR=FOLDER", "Read-only file system");
    Error again = new NoClassDefFoundError("Could not initialize class org.bytedeco.ffmpeg.x");
    assertThat(report(again, false).err()).contains("FFmpeg");
    assertThat(report(new NoClassDefFoundError("org/other/Class"), false).err())
        .contains("unexpected failure");
  }

  /** As a worker tells of it: type and message, then its stack trace as text. */
  @Test
  void libraryThatCannotBeUnpackedInAWorker_isNamedAlike() {
    String message = "java.lang.UnsatisfiedLinkError: java.io.IOException: No space left on device";
    String trace =
        "java.lang.UnsatisfiedLinkError\n\tat org.bytedeco.javacpp.Loader.load(Loader.java)";
    Exception thrown = new IllegalStateException(message, new IllegalStateException(trace));
    assertThat(report(thrown, false).err())
        .contains("FFmpeg", "-Dorg.bytedeco.javacpp.cachedir=FOLDER", "No space left")
        .doesNotContain("unexpected failure");
  }

  @Test
  void nameThatNoFileCanHave_isNamed() {
    assertThat(report(new InvalidPathException("a\0b", "Nul character not allowed"), false).err())
        .startsWith("im2wav: 'a?b': no name of a file (Nul character not allowed)");
  }

  private static StackTraceElement[] from(String type) {
    return new StackTraceElement[] {new StackTraceElement(type, "load", "X.java", 1)};
  }
}
