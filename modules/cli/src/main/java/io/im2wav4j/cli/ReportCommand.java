package io.im2wav4j.cli;

import io.im2wav4j.cli.stage.ModelsFolder;
import io.im2wav4j.cli.stage.ReportStage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im2wav report}. */
@Command(
    name = "report",
    description =
        "Writes one self-contained page of a folder with results.json: report.html, and the CSV behind each chart.",
    footer = {
      "",
      "Examples:",
      "  im2wav report demo",
      "  im2wav report evaluation --models runs --title 'Dogs'"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder with results.json.")
  private Path folder;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "The training runs to tell of; DIR/runs unless given.")
  private Path models;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "im2wav4j evaluation",
      description = "Title of the page.")
  private String title;

  @Override
  public Integer call() {
    Path runs = models != null ? models : folder.resolve("runs");
    spec.commandLine()
        .getOut()
        .println(ReportStage.run(folder, new ModelsFolder(runs), title).toAbsolutePath());
    return 0;
  }
}
