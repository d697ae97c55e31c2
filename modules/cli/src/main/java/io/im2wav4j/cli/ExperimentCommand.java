package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav experiment}. */
@Command(
    name = "experiment",
    description = "Asks one question of named variants and answers it with numbers.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ExperimentListCommand.class,
      ExperimentRunCommand.class,
      ExperimentStatusCommand.class
    })
final class ExperimentCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
