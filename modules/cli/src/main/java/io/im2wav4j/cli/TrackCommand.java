package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav track}: training runs on tracking servers. */
@Command(
    name = "track",
    description = {
      "Sends training runs to a tracking server. TensorBoard needs no command: each run's folder has its event files"
          + " ('tensorboard --logdir runs')."
    },
    subcommands = {TrackMlflowCommand.class})
final class TrackCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
