package io.im2wav4j.cli;

import picocli.CommandLine;

/** A group of commands was given without one of them: its help is the answer. Exit code 2. */
final class MissingCommand extends CommandLine.ParameterException {
  private static final long serialVersionUID = 1L;

  MissingCommand(CommandLine group) {
    super(group, "no command given");
  }
}
