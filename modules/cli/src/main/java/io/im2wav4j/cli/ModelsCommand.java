package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav models}: what a model is made of. */
@Command(
    name = "models",
    description = "Looks at models.",
    subcommands = {DescribeCommand.class})
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
