package io.im2wav4j.cli;

import io.im2wav4j.audio.media.MediaLimits;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.stop.StopSignals;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Entry point and root command. Results go to standard output, progress and messages to standard
 * error. Exit codes: 0 done, 1 failed, 2 wrong usage, 130, 143 or 129 stopped by SIGINT (Ctrl-C),
 * SIGTERM or SIGHUP.
 */
@Command(
    name = "im2wav",
    description = "Trains, runs, evaluates and benchmarks image-guided audio generation (Im2Wav).",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    showDefaultValues = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the message says why",
      "2:wrong usage",
      "130:interrupted (Ctrl-C); run again to go on",
      "143:ended by SIGTERM, 129 by SIGHUP; run again to go on"
    },
    subcommands = {
      DemoCommand.class,
      DataCommand.class,
      TrainCommand.class,
      GenerateCommand.class,
      ReconstructCommand.class,
      EvaluateCommand.class,
      ReportCommand.class,
      ExperimentCommand.class,
      BenchmarkCommand.class,
      ModelsCommand.class,
      TrackCommand.class,
      WeightsCommand.class,
      CompletionCommand.class
    })
public final class Main implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      showDefaultValue = Visibility.NEVER,
      description = "Show the stack trace of a failure.")
  private boolean debug;

  @Option(
      names = "--limits",
      scope = ScopeType.INHERIT,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE",
      description = "What one media file may take, where configs/limits.yaml is too little.")
  private Path limits;

  @Spec private CommandSpec spec;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    StopSignals.listen(err);
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
            .setExecutionStrategy(main::execute)
            .setParameterExceptionHandler(ErrorReports::wrongUsage)
            .setExecutionExceptionHandler(
                (e, command, parsed) -> ErrorReports.failure(e, command, main.debug));
    hideEmptyDefaults(line);
    try {
      return line.execute(args);
    } catch (Error e) { // picocli hands on exceptions only
      return ErrorReports.failure(e, line, main.debug);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** What may be repeated begins with nothing: there is no default to show. */
  private static void hideEmptyDefaults(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.isMultiValue() && option.defaultValue() == null) {
        command.remove(option);
        command.add(OptionSpec.builder(option).showDefaultValue(Visibility.NEVER).build());
      }
    }
    for (PositionalParamSpec words : List.copyOf(command.positionalParameters())) {
      if (words.isMultiValue() && words.defaultValue() == null) {
        command.remove(words);
        command.add(PositionalParamSpec.builder(words).showDefaultValue(Visibility.NEVER).build());
      }
    }
    line.getSubcommands().values().forEach(Main::hideEmptyDefaults);
  }

  private int execute(ParseResult parsed) {
    if (limits != null) {
      System.setProperty(MediaLimits.PROPERTY, limits.toString());
      try {
        MediaLimits.current();
      } catch (UserError e) {
        throw new ExecutionException(spec.commandLine(), e.getMessage(), e);
      }
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
      try {
        Outputs.require(last.commandSpec());
      } catch (UserError e) {
        throw new ExecutionException(command, e.getMessage(), e);
      }
    }
    return new RunLast().execute(parsed);
  }

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
