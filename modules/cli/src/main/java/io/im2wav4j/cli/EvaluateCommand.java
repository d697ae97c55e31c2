package io.im2wav4j.cli;

import io.im2wav4j.cli.stage.EvaluateStage;
import io.im2wav4j.cli.stage.ModelsFolder;
import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.report.MetricsMarkdown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Scores folders of WAVs against the items they were made for: Frechet distance, KL, CLIP-score and accuracy with"
          + " bootstrap intervals, in results.json.",
      "",
      "WAVs of any system will do: ID.wav, or ID_0.wav, ID_1.wav ... where an item has several."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav evaluate --data scenes --models runs --wavs ours=generated --true-sounds --out evaluation",
      "  im2wav evaluate --data scenes --models runs --wavs ours=a --wavs theirs=b --out evaluation"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "Items to score.")
  private String split;

  @Option(
      names = "--wavs",
      required = true,
      paramLabel = "NAME=DIR",
      description = "A system's name and its folder of WAVs; may be repeated.")
  private Map<String, Path> wavs = new LinkedHashMap<>();

  @Option(
      names = "--models",
      required = true,
      paramLabel = "DIR",
      description = "Folder with the runs 'encoder' and 'classifier' that judge.")
  private Path models;

  @Option(names = "--true-sounds", description = "Score the items' true sounds as a system too.")
  private boolean trueSounds;

  @Option(
      names = "--shuffled",
      paramLabel = "NAME",
      description =
          "Score that system once more with its sounds dealt to other items: the floor of a system that does not look.")
  private String shuffled;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1.024",
      description = "Every clip is cut or padded to this length.")
  private double seconds;

  @Option(
      names = "--frame-rate",
      paramLabel = "FPS",
      defaultValue = "4",
      description = "Frames of a video that are compared.")
  private double frameRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the bootstrap.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for results.json.")
  private Path out;

  @Override
  public Integer call() {
    List<Item> items = data.items(split);
    List<EvaluateStage.System> systems = new ArrayList<>();
    wavs.forEach((name, folder) -> systems.add(new EvaluateStage.System(name, "", folder)));
    if (shuffled != null && !wavs.containsKey(shuffled)) {
      throw new UsageError(
          "--shuffled",
          "'" + shuffled + "'",
          "the name of one of --wavs: " + String.join(", ", wavs.keySet()),
          "Name one of them");
    }
    EvaluationResult result =
        EvaluateStage.run(
            new EvaluateStage.Request(
                items, systems, trueSounds, shuffled, seconds, frameRate, seed),
            new ModelsFolder(models),
            out.resolve("results.json"));
    spec.commandLine().getOut().print(MetricsMarkdown.table(result));
    spec.commandLine().getOut().println(out.resolve("results.json"));
    return 0;
  }
}
