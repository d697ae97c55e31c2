package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav train}: one command for each model. */
@Command(
    name = "train",
    description =
        "Trains models. Interrupted, the same command goes on from the newest checkpoint and ends with the same bytes.",
    subcommands = {
      TrainOnDataCommand.VqVaeCommand.class,
      TrainOnDataCommand.EncoderCommand.class,
      TrainOnDataCommand.ClassifierCommand.class,
      TrainOnFeaturesCommand.LowCommand.class,
      TrainOnFeaturesCommand.UpCommand.class
    })
final class TrainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
