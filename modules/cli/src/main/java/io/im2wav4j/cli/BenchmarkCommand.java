package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav benchmark}. */
@Command(
    name = "benchmark",
    description = "The published benchmarks: sounds for all their items, scored.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BenchmarkImageHearCommand.class, BenchmarkVggSoundCommand.class})
final class BenchmarkCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
