package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.experiments.stage.StageStore;
import io.im2wav4j.pipeline.experiment.DemoReport;
import io.im2wav4j.pipeline.experiment.ExperimentFile;
import io.im2wav4j.pipeline.experiment.ExperimentInputs;
import io.im2wav4j.pipeline.experiment.ExperimentRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What names an experiment, its data and its store. */
final class ExperimentOptions {
  @Parameters(
      paramLabel = "NAME",
      description = "As 'im2wav experiment list' shows, or the path of an experiment's YAML.")
  private String name;

  @Option(
      names = "--data",
      paramLabel = "NAME=DIR",
      description = "Folder of a data set that the experiment's file names; may be repeated.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description =
          "Output of 'im2wav demo': what it has made serves where it is what is wanted"
              + " (default: the folder demo, where it is there).")
  private Path models;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Where finished stages are kept (default: OUT/runs).")
  private Path runs;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of a stage, as vqvae.training.steps=100, or another value of the file; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Folder of results.json and of what it makes (default: experiment-NAME).")
  private Path out;

  @Mixin private WeightsFolder weights;

  ExperimentFile file() {
    return ExperimentFile.open(name, overrides);
  }

  Path runs(ExperimentFile file) {
    Path folder = runs == null ? out(file).resolve(ExperimentFile.RUNS) : runs;
    return folder.toAbsolutePath().normalize();
  }

  Path out(ExperimentFile file) {
    return out == null ? file.out() : out;
  }

  ExperimentRun open(ExperimentFile file) {
    Path own = runs(file);
    List<Path> others = new ArrayList<>(ExperimentFile.siblings(out(file)));
    models().ifPresent(demo -> others.add(demo.resolve(DemoReport.STAGES)));
    others.removeIf(own::equals);
    return new ExperimentRun(
        file, new ExperimentInputs(data(file), weights.store()), new StageStore(own, others));
  }

  private Map<String, Path> data(ExperimentFile file) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (String text : data) {
      int equals = text.indexOf('=');
      String named = equals < 0 ? file.experiment().data().train() : text.substring(0, equals);
      Path folder = Path.of(text.substring(equals + 1)).toAbsolutePath().normalize();
      if (!Files.exists(folder)) {
        throw new UsageError("--data", folder + " is not there", "NAME=DIR", "Check the path");
      }
      folders.put(named, folder);
    }
    return folders;
  }

  private Optional<Path> models() {
    Path demo = models == null ? Path.of("demo") : models;
    if (Files.isDirectory(demo.resolve(DemoReport.STAGES))) {
      return Optional.of(demo.toAbsolutePath().normalize());
    }
    if (models != null) {
      Path above = demo.toAbsolutePath().normalize().getParent();
      throw new UsageError(
          "--models",
          demo + " has no folder '" + DemoReport.STAGES + "'",
          "the output of 'im2wav demo'",
          above != null && Files.isDirectory(above.resolve(DemoReport.STAGES))
              ? "Give --models " + above
              : "Run 'im2wav demo --out " + demo + "' first");
    }
    return Optional.empty();
  }

  /** The same options for a process that runs one variant. */
  List<String> again(ExperimentFile file) {
    List<String> words = new ArrayList<>(List.of(file.file().toString()));
    data(file).forEach((key, dir) -> words.addAll(List.of("--data", key + "=" + dir)));
    models().ifPresent(demo -> words.addAll(List.of("--models", demo.toString())));
    words.addAll(List.of("--runs", runs(file).toString(), "--out", out(file).toString()));
    overrides.forEach(setting -> words.addAll(List.of("--set", setting)));
    words.addAll(List.of("--weights-dir", weights.store().root().toString()));
    return words;
  }
}
