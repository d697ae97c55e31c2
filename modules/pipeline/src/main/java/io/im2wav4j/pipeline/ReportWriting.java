package io.im2wav4j.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.report.EvaluationPage;
import io.im2wav4j.report.ExperimentPage;
import io.im2wav4j.report.Variants;
import io.im2wav4j.report.page.HtmlPage;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.PdfPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder with results.json becomes report.html, report.pdf and charts/. */
public final class ReportWriting {
  private static final String RESULTS = "results.json";

  /** Seconds of a sound where no protocol says how much of it counts. */
  private static final double SECONDS = 4;

  private ReportWriting() {}

  /**
   * How to write it.
   *
   * @param title of the page, or null for one that says what it is
   * @param withoutMedia whether pictures, and sounds that were not generated here, are left out
   * @param items the most items to see and hear
   */
  public record Options(String title, boolean withoutMedia, int items) {}

  /** Writes the page of an evaluation or an experiment with all its media. */
  public static Path run(Path folder, ModelsFolder models, String title) {
    return run(folder, models, new Options(title, false, Integer.MAX_VALUE));
  }

  /**
   * Writes {@code folder}/report.html, report.pdf and charts/.
   *
   * @param folder with results.json of an evaluation, a demo or an experiment
   * @param models the runs behind it, shown where they are there
   * @return the page
   */
  public static Path run(Path folder, ModelsFolder models, Options options) {
    JsonNode content = content(folder);
    Page page =
        isExperiment(content)
            ? experiment(folder, options)
            : EvaluationPage.of(
                evaluation(folder),
                title(
                    options,
                    evaluation(folder).demo() == null
                        ? "im2wav4j evaluation"
                        : "im2wav4j demo: sounds for pictures never seen"),
                RunSummaries.of(models),
                SoundGallery.ofEvaluation(
                    evaluation(folder),
                    cards(folder, evaluation(folder).protocol(), options),
                    options.items()));
    return write(folder, page);
  }

  private static Page experiment(Path folder, Options options) {
    ExperimentResult experiment = Json.read(folder.resolve(RESULTS), ExperimentResult.class);
    return ExperimentPage.of(
        experiment,
        title(options, "Experiment: " + experiment.name()),
        SoundGallery.ofExperiment(
            Variants.asEvaluation(experiment),
            experiment.baseline(),
            cards(folder, experiment.protocol(), options),
            options.items()));
  }

  /** Writes the page's files into {@code folder}. */
  static Path write(Path folder, Page page) {
    try (FolderLock lock = FolderLock.take(folder)) {
      Path html = folder.resolve("report.html");
      HtmlPage.write(html, page);
      PdfPage.write(folder.resolve("report.pdf"), page);
      return html;
    }
  }

  /** The results of a folder as an evaluation; variants of an experiment are its systems. */
  public static EvaluationResult evaluation(Path folder) {
    return isExperiment(content(folder))
        ? Variants.asEvaluation(Json.read(folder.resolve(RESULTS), ExperimentResult.class))
        : Json.read(folder.resolve(RESULTS), EvaluationResult.class);
  }

  static SoundCards cards(Path folder, Protocol protocol, Options options) {
    return new SoundCards(
        folder,
        protocol == null ? SECONDS : protocol.settings().clipSeconds(),
        options.withoutMedia());
  }

  static String title(Options options, String otherwise) {
    return options.title() == null ? otherwise : options.title();
  }

  private static boolean isExperiment(JsonNode content) {
    return content.has("variants");
  }

  private static JsonNode content(Path folder) {
    Path file = folder.resolve(RESULTS);
    if (!Files.isRegularFile(file)) {
      List<Path> below = below(folder);
      throw new UserError(
          folder.toString(),
          Files.isDirectory(folder)
              ? "a folder without " + RESULTS
              : Files.exists(folder) ? "a file" : "no such folder",
          "the folder that 'evaluate', 'experiment run', 'benchmark' or 'demo' wrote",
          below.isEmpty()
              ? "Run one of them with --out " + folder + " first"
              : "There are results in "
                  + String.join(", ", below.stream().map(Path::toString).toList())
                  + ": name one of these");
    }
    JsonNode content = Json.read(file, JsonNode.class);
    if (!content.has("systems") && !isExperiment(content)) {
      throw new UserError(
          file.toString(),
          "JSON with neither systems nor variants",
          "the results of an evaluation or of an experiment",
          "Delete it and run the command that wrote it again");
    }
    return content;
  }

  /** Folders with results one or two levels down, to help who named the wrong one. */
  private static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(folder, 3, (p, a) -> p.endsWith(RESULTS))) {
      return files.map(Path::getParent).sorted().limit(5).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
