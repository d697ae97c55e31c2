package io.im2wav4j.cli;

import io.im2wav4j.pipeline.experiment.ExperimentFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav experiment list}. */
@Command(
    name = "list",
    description = "The experiments that come with the project.",
    footer = {"", "Example:", "  im2wav experiment list"})
final class ExperimentListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    for (String name : ExperimentFile.names()) {
      ExperimentFile file = ExperimentFile.open(name);
      int variants = file.experiment().allVariants().size();
      print.printf("%-14s %2d variants  %s%n", name, variants, file.experiment().question());
    }
    return 0;
  }
}
