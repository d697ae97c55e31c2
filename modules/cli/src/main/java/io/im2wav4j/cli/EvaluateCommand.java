package io.im2wav4j.cli;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.evaluation.protocol.VectorCache;
import io.im2wav4j.pipeline.Evaluation;
import io.im2wav4j.pipeline.EvaluationConfig;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.report.MetricsMarkdown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Scores folders of WAVs against the items they were made for: FAD, kernel distance, KL, CLIP-score, accuracy,"
          + " inception score, onsets and diversity with bootstrap intervals and paired tests, in results.json.",
      "",
      "WAVs of any system will do: ID.wav, or ID_0.wav, ID_1.wav ... where an item has several. 'im2wav models evaluate'"
          + " measures models by themselves."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav evaluate --data scenes --models runs --wavs ours=generated --true-sounds --out evaluation",
      "  im2wav evaluate --data ImageHear --protocol configs/evaluation/published.yaml \\",
      "      --set labels=ImageHear/classes.json --wavs ours=a --wavs theirs=b --out evaluation",
      "  im2wav evaluate --data photosounds --protocol configs/evaluation/yamnet.yaml --true-sounds \\",
      "      --reference photosounds/sounds/train --out evaluation"
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
      names = "--label",
      paramLabel = "LABEL",
      description = "Score only items of this label; may be repeated.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--wavs",
      paramLabel = "NAME=DIR",
      description = "A system's name and its folder of WAVs; may be repeated.")
  private Map<String, Path> wavs = new LinkedHashMap<>();

  @Option(
      names = "--protocol",
      paramLabel = "YAML",
      showDefaultValue = Visibility.NEVER,
      description =
          "Networks and settings, as in configs/evaluation; without one, the networks of --models.")
  private Path protocol;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the protocol; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Folder with the runs 'encoder' and 'classifier' that score.")
  private Path models;

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description =
          "Folder of real sounds that FAD compares with; the items' ground truth unless given.")
  private Path reference;

  @Option(
      names = "--true-sounds",
      description = "Score the ground truth, the items' own sounds, as a system too.")
  private boolean trueSounds;

  @Option(
      names = "--shuffled",
      paramLabel = "NAME",
      description =
          "Control: score that system once more with its sounds assigned to other items, as if the image were ignored.")
  private String shuffled;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description =
          "The system of --wavs that the others are compared with; the first unless given.")
  private String baseline;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      showDefaultValue = Visibility.NEVER,
      description =
          "Every clip is cut or padded to this length; the protocol's, or 1.024 with --models, unless given.")
  private Double seconds;

  @Option(
      names = "--frame-rate",
      paramLabel = "FPS",
      showDefaultValue = Visibility.NEVER,
      description =
          "Frames a second of a video that are compared; the protocol's, or 4 with --models, unless given.")
  private Double frameRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "Seed of the bootstrap; the protocol's, or 0 with --models, unless given.")
  private Long seed;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description =
          "Keeps what networks gave for files, by the hashes of both; OUT/.cache unless given.")
  private Path cache;

  @Mixin private WeightsFolder weights;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for results.json.")
  private Path out;

  @Override
  public Integer call() {
    List<Item> items = items();
    List<Evaluation.System> systems = new ArrayList<>();
    wavs.forEach((name, folder) -> systems.add(new Evaluation.System(name, "", folder)));
    if (systems.isEmpty() && !trueSounds) {
      throw new UsageError(
          "evaluate", "nothing to score", "--wavs NAME=DIR or --true-sounds", "Give one of them");
    }
    if (shuffled != null && !wavs.containsKey(shuffled)) {
      throw new UsageError(
          "--shuffled",
          "'" + shuffled + "'",
          "the name of one of --wavs: " + String.join(", ", wavs.keySet()),
          "Name one of them");
    }
    if (baseline != null && !wavs.containsKey(baseline)) {
      throw new UsageError(
          "--baseline",
          "'" + baseline + "'",
          "the name of one of --wavs: " + String.join(", ", wavs.keySet()),
          "Name one of them");
    }
    EvaluationResult result =
        Evaluation.run(
            new Evaluation.Request(
                items, systems, trueSounds, shuffled, reference, protocolConfig(), baseline),
            weights.store(),
            VectorCache.in(cache == null ? out.resolve(".cache") : cache),
            out.resolve("results.json"));
    spec.commandLine().getOut().print(MetricsMarkdown.table(result));
    spec.commandLine().getOut().println(out.resolve("results.json"));
    return 0;
  }

  private List<Item> items() {
    List<Item> items = data.items(split);
    if (labels.isEmpty()) {
      return items;
    }
    Set<String> known = new TreeSet<>();
    items.forEach(item -> known.add(item.label()));
    for (String label : labels) {
      if (!known.contains(label)) {
        throw new UsageError(
            "--label", "'" + label + "'", "one of " + String.join(", ", known), "Choose one");
      }
    }
    return items.stream().filter(item -> labels.contains(item.label())).toList();
  }

  private EvaluationConfig protocolConfig() {
    if ((protocol == null) == (models == null)) {
      throw new UsageError(
          "evaluate",
          protocol == null ? "no networks" : "--protocol and --models",
          "--protocol YAML or --models DIR",
          "Give one of them");
    }
    if (protocol != null) {
      List<String> all = new ArrayList<>();
      BenchmarkOptions.override(all, "clipSeconds", seconds);
      BenchmarkOptions.override(all, "frameRate", frameRate);
      BenchmarkOptions.override(all, "seed", seed);
      all.addAll(overrides);
      return Configs.load(protocol, EvaluationConfig.class, all);
    }
    if (!overrides.isEmpty()) {
      throw new UsageError("--set", "no --protocol", "a protocol to override", "Give --protocol");
    }
    return EvaluationConfig.ownNetworks(
        new ModelsFolder(models),
        seconds == null ? 1.024 : seconds,
        frameRate == null ? 4 : frameRate,
        seed == null ? 0 : seed);
  }
}
