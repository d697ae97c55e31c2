package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav data}: what is there, the built-in data set, features. */
@Command(
    name = "data",
    description = "Looks at data sets, renders the built-in one, prepares features for training.",
    subcommands = {
      ScanCommand.class,
      ScenesCommand.class,
      ClipsCommand.class,
      PrepareCommand.class
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
