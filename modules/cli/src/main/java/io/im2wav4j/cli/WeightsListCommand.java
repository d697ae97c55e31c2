package io.im2wav4j.cli;

import io.im2wav4j.core.weights.WeightEntry;
import io.im2wav4j.core.weights.WeightFile;
import io.im2wav4j.core.weights.WeightStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav weights list}. */
@Command(
    name = "list",
    description =
        "Says what there is: name, purpose, licence, size, source, SHA-256, and what is on this machine.",
    footer = {"", "Example:", "  im2wav weights list"})
final class WeightsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WeightsFolder folder;

  @Override
  public Integer call() {
    WeightStore store = folder.store();
    PrintWriter out = spec.commandLine().getOut();
    for (WeightEntry entry : store.catalog().weights()) {
      out.println(entry.name() + ": " + entry.purpose());
      out.println("  licence  " + entry.licence());
      out.println("  source   " + entry.source());
      for (WeightFile file : entry.files()) {
        boolean here = Files.isRegularFile(store.path(entry, file));
        WeightFile published = file.published();
        out.println(
            "  file     "
                + file.file()
                + " ("
                + (file.madeFrom() == null ? "" : "made from " + published.file() + ", ")
                + published.sizeText()
                + (file.optional() ? ", optional" : "")
                + (published.url().isEmpty() ? ", to be brought by hand" : "")
                + "): "
                + (here ? "here" : "not here"));
        out.println("           SHA-256 " + published.hashText());
        if (!published.url().isEmpty()) {
          out.println("           " + published.url());
        }
      }
      out.println();
    }
    out.println("Folder: " + store.root().toAbsolutePath());
    return 0;
  }
}
