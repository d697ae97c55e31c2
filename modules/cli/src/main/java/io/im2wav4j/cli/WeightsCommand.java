package io.im2wav4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav weights}: published networks that users fetch or bring. */
@Command(
    name = "weights",
    description = "Fetches, imports and checks published weights: CLIP, VGGish, PaSST and others.",
    subcommands = {
      WeightsListCommand.class,
      WeightsFetchCommand.class,
      WeightsImportCommand.class,
      WeightsVerifyCommand.class
    })
final class WeightsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommand(spec.commandLine());
  }
}
