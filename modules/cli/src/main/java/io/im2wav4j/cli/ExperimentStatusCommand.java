package io.im2wav4j.cli;

import io.im2wav4j.core.io.LockHolder;
import io.im2wav4j.experiments.run.ExperimentStatus;
import io.im2wav4j.experiments.run.VariantStatus;
import io.im2wav4j.experiments.stage.StageState;
import io.im2wav4j.pipeline.experiment.ExperimentFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav experiment status}. */
@Command(
    name = "status",
    description = "Which variants are done, running, stopped or failed, and how much is left.",
    footer = {"", "Example:", "  im2wav experiment status guidance"})
final class ExperimentStatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions options;

  @Override
  public Integer call() {
    ExperimentFile file = options.file();
    ExperimentStatus status = options.open(file).status();
    PrintWriter print = spec.commandLine().getOut();
    long done = status.variants().stream().filter(VariantStatus::done).count();
    print.printf("%s: %d of %d variants done%n", file.name(), done, status.variants().size());
    for (VariantStatus variant : status.variants()) {
      print.printf("  %-28s %s%n", variant.variant().name(), words(variant));
    }
    if (done < status.variants().size()) {
      print.println("left: " + left(status));
    }
    return 0;
  }

  private static String words(VariantStatus variant) {
    if (variant.done()) {
      return "done";
    }
    if (variant.stages().isEmpty()) {
      return "failed: " + variant.failure();
    }
    StageState current = variant.current();
    LockHolder owner = current.owner();
    String stage = current.stage().kind();
    return switch (current.phase()) {
      case RUNNING ->
          "running: "
              + stage
              + ", process "
              + owner.pid()
              + " on "
              + owner.host()
              + " since "
              + owner.since();
      case STOPPED ->
          variant.failure() != null
              ? "failed in " + stage + ": " + variant.failure()
              : "stopped in " + stage + " (process " + owner.pid() + " is gone); 'run' goes on";
      default -> variant.failure() != null ? "failed: " + variant.failure() : "to do: " + stage;
    };
  }

  private static String left(ExperimentStatus status) {
    if (status.secondsLeft() == null) {
      return "unknown until each kind of stage was measured once";
    }
    long seconds = Math.round(status.secondsLeft());
    return seconds >= 60
        ? seconds / 60 + " min " + seconds % 60 + " s of work"
        : seconds + " s of work";
  }
}
