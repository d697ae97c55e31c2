package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.stop.StopSignals;
import io.im2wav4j.core.stop.StoppedException;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user gets to read when a command fails, and with which exit code it ends. */
final class ErrorReports {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private ErrorReports() {}

  /** A command line that picocli could not make sense of. */
  static int wrongUsage(ParameterException e, String[] given) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (e instanceof MissingCommand) {
      command.usage(err);
      return USAGE;
    }
    err.println("im2wav: " + e.getMessage());
    Optional<String> dashed =
        Arrays.stream(given).filter(a -> a.startsWith("-") && new File(a).exists()).findFirst();
    if (dashed.isPresent()) {
      err.println("For the file of that name write ./" + dashed.get());
    } else {
      UnmatchedArgumentException.printSuggestions(e, err);
    }
    seeHelp(command);
    return USAGE;
  }

  /** A command that ended with {@code thrown}. */
  static int failure(Throwable thrown, CommandLine command, boolean debug) {
    PrintWriter err = command.getErr();
    Throwable shown = meaningful(thrown);
    if (debug) {
      thrown.printStackTrace(err);
    }
    if (shown instanceof UserError error) {
      err.println("im2wav: " + error.getMessage());
      if (error instanceof UsageError) {
        seeHelp(command);
      }
      return error.exitCode();
    }
    if (shown instanceof StoppedException) {
      err.println("im2wav: " + shown.getMessage());
      return StopSignals.exitCode();
    }
    if (shown instanceof OutOfMemoryError || outOfNativeMemory(shown)) {
      err.println("im2wav: out of memory (" + shown.getMessage() + "). " + memoryFix(shown));
      return FAILED;
    }
    if (shown instanceof InvalidPathException name) {
      err.println(
          "im2wav: '"
              + UserError.printable(name.getInput())
              + "': no name of a file ("
              + name.getReason()
              + "); expected a name that this system can have. Rename the file; for letters beyond"
              + " ASCII, run in a UTF-8 locale, as LC_ALL=C.UTF-8");
      return FAILED;
    }
    Optional<UserError> library = NativeLibraries.error(thrown);
    if (library.isPresent()) {
      err.println("im2wav: " + library.get().getMessage());
      return FAILED;
    }
    err.println(
        "im2wav: unexpected failure: "
            + shown
            + (debug ? "" : "; run the same command with --debug to see where"));
    return FAILED;
  }

  /** The tensor engine says in words that the machine or the GPU has no more. */
  private static boolean outOfNativeMemory(Throwable thrown) {
    String said = String.valueOf(thrown.getMessage());
    return said.contains("DefaultCPUAllocator")
        || said.contains("out of memory")
        || said.contains("Physical memory usage is too high");
  }

  private static String memoryFix(Throwable thrown) {
    String said = String.valueOf(thrown.getMessage());
    if (said.contains("thread")) {
      return "The system allows this user no more threads: raise the limit (ulimit -u, or the"
          + " container's) or end other programs";
    }
    if (said.contains("heap") || said.contains("GC overhead")) {
      return "The heap has "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MiB: give more with IM2WAV_JAVA_OPTS=-Xmx..., then run the same command again";
    }
    if (said.contains("array size")) {
      return "One array would be longer than Java has them: give shorter sounds or smaller pictures";
    }
    return "It is memory outside Java's heap: end other programs, or ask for less at once (where"
        + " the command has a batch, a smaller one), then run the same command again";
  }

  /**
   * The first cause that was thrown for the user to read, behind wrappers of threads and lambdas.
   */
  private static Throwable meaningful(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError
          || cause instanceof StoppedException
          || cause instanceof InvalidPathException
          || cause instanceof OutOfMemoryError) {
        return cause;
      }
    }
    return thrown;
  }

  private static void seeHelp(CommandLine command) {
    command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
  }
}
