package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code im2wav models}: what a model is made of, what it is worth by itself, and models of the
 * reference in and out.
 */
@Command(
    name = "models",
    description =
        "Describes and measures models, and exchanges them with the reference implementation.",
    subcommands = {
      DescribeCommand.class,
      ModelsEvaluateCommand.class,
      ModelsImportCommand.class,
      ModelsExportCommand.class
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
