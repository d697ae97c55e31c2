package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.run.RunExporter;
import io.im2wav4j.core.run.RunFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im2wav track mlflow}. */
@Command(
    name = "mlflow",
    description = {
      "Sends a run to an MLflow server: its configuration, where it comes from, and the numbers of metrics.jsonl.",
      "",
      "Run again, it sends what has come since."
    },
    footer = {
      "",
      "Example:",
      "  im2wav track mlflow runs/low --uri http://localhost:5000 --experiment animals"
    })
final class TrackMlflowCommand implements Callable<Integer> {
  private static final String EXPORTER = "mlflow";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "Folder of a training run.")
  private Path run;

  @Option(
      names = "--uri",
      required = true,
      paramLabel = "URL",
      description = "The server, as http://localhost:5000.")
  private URI uri;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      defaultValue = "im2wav4j",
      description = "MLflow's experiment for the run; made if it is not there.")
  private String experiment;

  @Override
  public Integer call() {
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new UsageError(
          "--uri", "'" + uri + "'", "a URL, as http://localhost:5000", "Give the server's address");
    }
    RunExporter exporter =
        ServiceLoader.load(RunExporter.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals(EXPORTER))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "im2wav track mlflow",
                        "no MLflow client on the class path",
                        "the module modules/mlflow, built",
                        "Start the command with the launcher ./im2wav"));
    spec.commandLine().getOut().println(exporter.export(RunFolder.open(run), uri, experiment));
    return 0;
  }
}
