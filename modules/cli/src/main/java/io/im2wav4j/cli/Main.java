package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Entry point and root command. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
@Command(
    name = "im2wav",
    description = "Trains, runs, evaluates and benchmarks image-guided audio generation (Im2Wav).",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the message says why",
      "2:wrong usage",
      "130:interrupted; run again to go on"
    },
    subcommands = {DataCommand.class})
public final class Main implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean debug;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs a command in this process and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main();
    CommandLine line =
        new CommandLine(main)
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((e, command, parsed) -> main.report(e, command));
    return line.execute(args);
  }

  private int report(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (e instanceof UserError error) {
      err.println("im2wav: " + error.getMessage());
      if (e instanceof UsageError) {
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
      }
    } else if (e instanceof Interrupted) {
      err.println("im2wav: " + e.getMessage());
    } else {
      err.println("im2wav: unexpected " + e + "; run again with --debug to see where");
    }
    if (debug) {
      e.printStackTrace(err);
    }
    return e instanceof UserError error ? error.exitCode() : e instanceof Interrupted ? 130 : 1;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
  }
}
