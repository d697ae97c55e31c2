package io.im2wav4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code im2wav data}: what is there, the built-in data set, features. */
@Command(
    name = "data",
    description = "Looks at data sets, renders the built-in one, prepares features for training.",
    subcommands = {ScenesCommand.class})
final class DataCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing command: 'im2wav data COMMAND'");
  }
}
