package io.im2wav4j.attack;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.run.GitCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scenes, models of a step or two each, sounds and results, made once by the commands. */
final class TinyWorld {
  /** The commands that write, in an order in which each finds what it needs. */
  static final List<String> COMMANDS =
      List.of(
          "data scenes",
          "data scan",
          "data clips",
          "train encoder",
          "train classifier",
          "train vqvae",
          "data prepare",
          "train low",
          "train up",
          "generate",
          "reconstruct",
          "evaluate",
          "report",
          "models export",
          "models import",
          "experiment run");

  private static final String EXPERIMENT =
      """
      question: Is a run that was disturbed the same as one that was not?
      data: {train: CONFIGS/data/scenes-demo.yaml}
      base:
        encoder: CONFIGS/encoder/tiny.yaml
        classifier: CONFIGS/classifier/tiny.yaml
        vqvae: CONFIGS/vqvae/tiny.yaml
        features: CONFIGS/features/tiny.yaml
        low: CONFIGS/lm/low-tiny.yaml
        up: CONFIGS/lm/up-tiny.yaml
        generation: CONFIGS/generation/tiny.yaml
      set:
        scenes: {train: 2, validation: 1, test: 1}
        encoder: {training.steps: 2, training.batchSize: 8}
        classifier: {training.steps: 2, training.batchSize: 8}
        vqvae: {training.steps: 2, training.batchSize: 2, model.sampleLength: 2048}
        low: {training.steps: 2, training.batchSize: 2, model.contextLength: 64, model.blocks: 8, model.depth: 3}
        up: {training.steps: 2, training.batchSize: 2, model.contextLength: 128, model.blocks: 8, model.depth: 3}
        generation: {seconds: 0.128, batchSize: 2}
      variants:
        guidance 3: {}
      baseline: guidance 3
      metrics: [accuracy]
      references: [true_sounds]
      """;

  private final Path folder;
  private final Path configs = Java.home().resolve("configs");

  private TinyWorld(Path folder) {
    this.folder = folder;
  }

  /**
   * The world of this commit, which models name, in a folder; completed up to the output of a
   * command.
   *
   * @param command one of {@link #COMMANDS}; "" for all
   */
  static TinyWorld in(Path worlds, String command) throws IOException {
    Path folder = worlds.resolve(GitCommit.of(Java.home()).orElse("unknown"));
    TinyWorld world = new TinyWorld(folder);
    Path experiment = folder.resolve("experiment.yaml");
    if (!Files.exists(experiment)) {
      AtomicFiles.writeString(experiment, EXPERIMENT.replace("CONFIGS", world.configs.toString()));
    }
    int last = COMMANDS.indexOf(command);
    for (String made : COMMANDS.subList(0, last < 0 ? COMMANDS.size() : last + 1)) {
      Path marker = world.marker(made);
      if (!Files.exists(marker)) {
        long start = System.nanoTime();
        AtomicFiles.deleteTree(world.output(made));
        world.prepare(made, world.output(made));
        CommandProcess.Ended ended =
            CommandProcess.start(world.command(made, world.output(made))).await();
        if (ended.code() != 0) {
          throw new IllegalStateException(
              made + " ended with " + ended.code() + ": " + ended.said());
        }
        AtomicFiles.writeString(marker, Long.toString((System.nanoTime() - start) / 1_000_000));
      }
    }
    return world;
  }

  private Path marker(String command) {
    return folder.resolve("made").resolve(command.replace(' ', '-'));
  }

  /** How long a command took when nothing disturbed it. */
  long millis(String command) throws IOException {
    return Long.parseLong(Files.readString(marker(command)));
  }

  /** What a command makes when nothing disturbs it. */
  Path output(String command) {
    return folder.resolve(
        switch (command) {
          case "data scenes" -> "scenes";
          case "data clips" -> "clips";
          case "data scan" -> "scan";
          case "models export" -> "exported";
          case "models import" -> "imported";
          case "data prepare" -> "features";
          case "generate" -> "sounds";
          case "report" -> "reported";
          case "evaluate" -> "evaluation";
          case "reconstruct" -> "reconstructed";
          case "experiment run" -> "experiment";
          default -> "runs/" + command.substring("train ".length());
        });
  }

  /** Puts into a new output folder what the command finds there. */
  void prepare(String command, Path out) throws IOException {
    if (command.equals("report")) {
      Files.createDirectories(out);
      Files.copy(output("evaluate").resolve("results.json"), out.resolve("results.json"));
    }
    // What these write names files of the data by the way from where it lies.
    if (List.of("data clips", "data scan", "evaluate", "report").contains(command)
        && !Files.exists(out.resolveSibling("scenes"))) {
      copy(output("data scenes"), out.resolveSibling("scenes"));
    }
  }

  /** The words of a command that writes into {@code out}. */
  List<String> command(String command, Path out) throws IOException {
    Path data = output("data scenes");
    Path runs = folder.resolve("runs");
    Map<String, Object> options = new LinkedHashMap<>();
    List<String> settings = new ArrayList<>();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    switch (command) {
      case "data scenes" -> {
        options.put("--config", configs.resolve("data/scenes-demo.yaml"));
        settings.addAll(List.of("train=2", "validation=1", "test=1"));
      }
      case "data clips" -> {
        options.put("--data", out.resolveSibling("scenes"));
        options.put("--config", configs.resolve("data/clips.yaml"));
      }
      case "data scan" -> {
        words.add(out.resolveSibling("scenes").toString());
        options.put("--write-manifest", out.resolve("manifest.csv"));
      }
      case "models export" -> options.put("--models", runs);
      case "models import" -> {
        for (String model : List.of("vqvae", "low", "up")) {
          options.put("--" + model, output("models export").resolve(model + ".tar"));
        }
      }
      case "data prepare" -> {
        options.put("--data", data);
        options.put("--encoder", runs.resolve("encoder"));
        options.put("--vqvae", runs.resolve("vqvae"));
      }
      case "train encoder", "train classifier" -> {
        options.put("--data", data);
        options.put("--config", configs.resolve(words.get(1) + "/tiny.yaml"));
        settings.addAll(
            List.of(
                "training.steps=6",
                "training.checkpointEvery=2",
                "training.logEvery=1",
                "training.batchSize=8"));
      }
      case "train vqvae" -> {
        options.put("--data", data);
        options.put("--config", configs.resolve("vqvae/tiny.yaml"));
        settings.addAll(
            List.of(
                "training.steps=6",
                "training.checkpointEvery=2",
                "training.logEvery=1",
                "training.batchSize=2",
                "model.sampleLength=2048"));
      }
      case "train low", "train up" -> {
        options.put("--features", output("data prepare"));
        options.put("--vqvae", runs.resolve("vqvae"));
        options.put("--config", configs.resolve("lm/" + words.get(1) + "-tiny.yaml"));
        settings.addAll(
            List.of(
                "training.steps=6",
                "training.checkpointEvery=2",
                "training.logEvery=1",
                "training.batchSize=2",
                "model.contextLength=" + (words.get(1).equals("low") ? 64 : 128),
                "model.blocks=8",
                "model.depth=3"));
      }
      case "generate" -> {
        options.put("--manifest", data);
        options.put("--models", runs);
        options.put("--seed", 5);
        options.put("--config", configs.resolve("generation/tiny.yaml"));
        settings.addAll(List.of("seconds=0.128", "batchSize=2"));
      }
      case "reconstruct" -> {
        options.put("--vqvae", runs.resolve("vqvae"));
        options.put("--seconds", 1);
        for (String item : List.of("bell", "bird", "drum", "rain")) {
          words.add(data.resolve("media/test-" + item + "-0000.avi").toString());
        }
      }
      case "evaluate" -> {
        options.put("--data", out.resolveSibling("scenes"));
        options.put("--models", runs);
        words.add("--true-sounds");
      }
      case "experiment run" -> {
        words.add(folder.resolve("experiment.yaml").toString());
      }
      default -> words.add(out.toString());
    }
    if (!List.of("data scan", "report").contains(command)) {
      options.put("--out", out);
    }
    options.forEach((name, value) -> words.addAll(List.of(name, value.toString())));
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words;
  }

  /** A copy of a folder with all in it. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
