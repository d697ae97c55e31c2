package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.config.ProgramHome;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.experiments.plan.Experiment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An experiment and where its files are.
 *
 * @param name as "guidance", or "guidance-paper" for its file experiment-paper.yaml
 * @param file the YAML
 * @param experiment what it says
 */
public record ExperimentFile(String name, Path file, Experiment experiment) {
  private static final String FILE = "experiment.yaml";
  private static final String STEM = "experiment";

  /** Folder, in an experiment's output, of its store of stages. */
  public static final String RUNS = "runs";

  /** Opens an experiment by its name (a folder of experiments/), its folder, or its file. */
  public static ExperimentFile open(String named) {
    return open(named, List.of());
  }

  /**
   * The same with overrides: {@code STAGE.KEY=VALUE} is a setting of all variants that set no other
   * value, any other {@code KEY=VALUE} lies over the file itself.
   */
  public static ExperimentFile open(String named, List<String> overrides) {
    Path file = file(Path.of(named));
    if (!Files.isRegularFile(file)) {
      file = file(home().resolve(named));
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          named,
          "no such experiment",
          "one of " + String.join(", ", names()) + ", or the path of an experiment's YAML",
          "'im2wav experiment list' shows all");
    }
    Path absolute = file.toAbsolutePath().normalize();
    String stem = absolute.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    String twin = stem.startsWith(STEM) ? stem.substring(STEM.length()) : "-" + stem;
    return new ExperimentFile(
        absolute.getParent().getFileName() + twin,
        absolute,
        Configs.load(
            file, Experiment.class, overrides.stream().map(ExperimentFile::override).toList()));
  }

  private static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve(FILE) : path;
  }

  private static String override(String text) {
    int dot = text.indexOf('.');
    int equals = text.indexOf('=');
    if (dot < 0 || equals < dot || !Experiment.STAGES.contains(text.substring(0, dot))) {
      return text;
    }
    Map<String, String> setting =
        Map.of(text.substring(dot + 1, equals).strip(), text.substring(equals + 1));
    return "set." + text.substring(0, dot) + "=" + Json.line(setting);
  }

  /** The experiments that come with the project, by name. */
  public static List<String> names() {
    if (!Files.isDirectory(home())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(home())) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve(FILE)))
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + home(), e);
    }
  }

  private static Path home() {
    return ProgramHome.resolve("experiments");
  }

  /** Where its results go unless the user says otherwise: in the working folder. */
  public Path out() {
    return Path.of(STEM + "-" + name);
  }

  /** Its folder. */
  public Path folder() {
    return file.getParent();
  }

  /**
   * The stores of the experiments that come with the project, and of those that were run into
   * folders beside {@code out}, whose finished stages serve too.
   */
  public static List<Path> siblings(Path out) {
    List<Path> folders =
        new ArrayList<>(names().stream().map(other -> home().resolve(other)).toList());
    Path beside = out.toAbsolutePath().normalize().getParent();
    if (beside != null && Files.isDirectory(beside)) {
      try (Stream<Path> found = Files.list(beside)) {
        found
            .filter(f -> f.getFileName().toString().startsWith(STEM + "-"))
            .sorted()
            .forEach(folders::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + beside, e);
      }
    }
    return folders.stream()
        .map(folder -> folder.resolve(RUNS).toAbsolutePath().normalize())
        .filter(Files::isDirectory)
        .toList();
  }

  /** A file named in it. */
  public Path resolve(String named) {
    return folder().resolve(named).normalize();
  }
}
