package io.im2wav4j.cli;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightEntry;
import io.im2wav4j.core.weights.WeightFile;
import io.im2wav4j.core.weights.WeightStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im2wav weights verify}. */
@Command(
    name = "verify",
    description =
        "Reads the weights on this machine whole and compares their SHA-256 with the published one, or with the one"
            + " they came with.",
    footer = {"", "Example:", "  im2wav weights verify"})
final class WeightsVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WeightsFolder folder;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "As 'im2wav weights list' shows; all that are here unless given.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    WeightStore store = folder.store();
    boolean all = names.isEmpty();
    List<WeightEntry> entries =
        all ? store.catalog().weights() : names.stream().map(store.catalog()::get).toList();
    List<String> broken = new ArrayList<>();
    int seen = 0;
    for (WeightEntry entry : entries) {
      for (WeightFile file : entry.files()) {
        WeightStore.State state = store.state(entry, file);
        if (state == WeightStore.State.MISSING && (all || file.optional())) {
          continue;
        }
        seen++;
        String line = entry.name() + " " + file.file() + ": " + sentence(file, state);
        spec.commandLine().getOut().println(line);
        if (state == WeightStore.State.CHANGED || state == WeightStore.State.MISSING) {
          broken.add(entry.name() + " " + file.file());
        }
      }
    }
    if (seen == 0) {
      spec.commandLine().getOut().println("no weights in " + store.root().toAbsolutePath());
    }
    if (!broken.isEmpty()) {
      throw new UserError(
          store.root().toString(),
          broken.size() + " files are missing or changed: " + String.join(", ", broken),
          "the files as they came",
          "Delete them and fetch or import them again");
    }
    return 0;
  }

  private static String sentence(WeightFile file, WeightStore.State state) {
    return switch (state) {
      case MISSING -> "missing";
      case PUBLISHED -> "the published file";
      case UNCHANGED ->
          file.madeFrom() == null
              ? "as it came; the published hash is not known"
              : "as it came or was made from " + file.madeFrom().file();
      case OTHER -> "not the published file";
      case CHANGED -> "CHANGED since it came";
      case UNKNOWN -> "put there by hand; no hash is known to compare with";
    };
  }
}
