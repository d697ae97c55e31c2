package io.im2wav4j.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.config.ConfigDifferences;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Durability;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.PlainFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one training run: resolved.yaml (configuration), provenance.json, metrics.jsonl
 * (one line a logged step), speed.jsonl (how fast these steps were: apart, for it differs from run
 * to run), samples/, checkpoints/step-NNNNNNNN/, and done.json once it is finished. A checkpoint
 * folder appears whole or not at all.
 */
public final class RunFolder {
  /** The file that says where a run comes from; a run without one does not say. */
  public static final String PROVENANCE = "provenance.json";

  private static final String CONFIG = "resolved.yaml";
  private static final String METRICS = "metrics.jsonl";
  private static final String SPEED = "speed.jsonl";
  private static final String DONE = "done.json";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a run for training: a new folder gets the configuration, an old one must have the same.
   *
   * @throws UserError naming the keys that differ
   */
  public static <T extends Record> RunFolder openOrCreate(Path folder, T config, Class<T> type) {
    Path file = folder.resolve(CONFIG);
    if (Files.exists(file)) {
      T found = Configs.load(file, type, List.of());
      List<String> differences = ConfigDifferences.between(found, config);
      if (!differences.isEmpty()) {
        throw new UserError(
            folder.toString(),
            "a run with another configuration (" + String.join("; ", differences) + ")",
            "the configuration that the run was started with",
            "Give the old values back to go on with it (they are in "
                + file
                + "), choose another --out, or delete "
                + folder
                + " to start again");
      }
    } else {
      AtomicFiles.writeString(file, Configs.toYaml(config));
    }
    return new RunFolder(folder);
  }

  /** Opens a run that exists, for reading. */
  public static RunFolder open(Path folder) {
    AtomicFiles.restore(folder);
    if (!Files.exists(folder.resolve(CONFIG))) {
      throw new UserError(
          folder.toString(),
          "no " + CONFIG,
          "the folder of a training run",
          "Run 'im2wav train ... --out " + folder + "' first");
    }
    return new RunFolder(folder);
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** The configuration that the run was made with. */
  public <T extends Record> T config(Class<T> type) {
    return Configs.load(folder.resolve(CONFIG), type, List.of());
  }

  /** Every value of its configuration as text, by key, as "training.steps". */
  public Map<String, String> settings() {
    return Configs.values(folder.resolve(CONFIG));
  }

  /** Where the run comes from. */
  public void writeProvenance(Provenance provenance) {
    Json.write(folder.resolve(PROVENANCE), provenance);
  }

  /**
   * What {@link #writeProvenance} wrote.
   *
   * @throws UserError if the run has not got that far
   */
  public Provenance provenance() {
    return Json.read(folder.resolve(PROVENANCE), Provenance.class);
  }

  /** Whether training ran to its end. */
  public boolean isDone() {
    return Files.exists(folder.resolve(DONE));
  }

  /** Marks the run as finished. */
  public void markDone(Map<String, Object> summary) {
    Json.write(folder.resolve(DONE), summary);
  }

  /** What was said when the run finished. */
  public JsonNode done() {
    return Json.read(folder.resolve(DONE), JsonNode.class);
  }

  /** The folder for sounds written during training. */
  public Path samples() {
    return folder.resolve("samples");
  }

  /** The folder of the checkpoint after {@code step} optimiser steps. */
  public Path checkpoint(long step) {
    return folder.resolve("checkpoints").resolve(String.format(Locale.ROOT, "step-%08d", step));
  }

  /** Complete checkpoints, oldest first. */
  public List<Path> checkpoints() {
    Path all = folder.resolve("checkpoints");
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(all)) {
      return list.filter(RunFolder::isCheckpoint)
          .sorted(Comparator.comparingLong(RunFolder::step))
          .toList();
    } catch (IOException e) {
      throw new UserError(
          all.toString(), "cannot be listed", "a readable folder", "Check its permissions", e);
    }
  }

  /** Whether a folder has the name of a checkpoint. */
  static boolean isCheckpoint(Path folder) {
    return folder.getFileName().toString().matches("step-[0-9]{8,18}");
  }

  static long step(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("step-".length()));
  }

  /** The newest checkpoint. */
  public Optional<Path> latestCheckpoint() {
    List<Path> all = checkpoints();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The weights to use this run's model with: the newest checkpoint's moving average. */
  public Path weights() {
    Path checkpoint =
        latestCheckpoint()
            .orElseThrow(
                () ->
                    new UserError(
                        folder.toString(),
                        "no checkpoint",
                        "a run that has trained for a while",
                        "Train it first"));
    return checkpoint.resolve("ema.safetensors");
  }

  /** Deletes all but the newest {@code keep} checkpoints. */
  public void prune(int keep) {
    List<Path> all = checkpoints();
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      try {
        AtomicFiles.removeFolder(old);
      } catch (IOException e) {
        throw AtomicFiles.writeFailure(old, e);
      }
    }
  }

  /** Appends one line to metrics.jsonl: a step, and values that are the same in every run. */
  public void appendMetrics(Map<String, Object> line) {
    append(folder.resolve(METRICS), line);
  }

  /** Appends one line to speed.jsonl: a step of metrics.jsonl, and what depends on the machine. */
  public void appendSpeed(Map<String, Object> line) {
    append(folder.resolve(SPEED), line);
  }

  private static void append(Path file, Map<String, Object> line) {
    try {
      Files.writeString(
          file,
          Json.line(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(file, e);
    }
  }

  /**
   * Forces out what was appended to the run's files: what is written after this, such as a
   * checkpoint, does not outlive it.
   */
  public void force() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(FolderLock.NAME)) {
          Durability.force(file);
        }
      }
      Durability.forceFolder(folder);
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(folder, e);
    }
  }

  /** All whole lines of metrics.jsonl; what a killed process left of a last line is left out. */
  public List<JsonNode> metrics() {
    return lines(folder.resolve(METRICS)).stream().map(Line::json).toList();
  }

  /** The whole lines of speed.jsonl; runs of earlier versions have their speed in the metrics. */
  public List<JsonNode> speed() {
    return lines(folder.resolve(SPEED)).stream().map(Line::json).toList();
  }

  /** Drops lines after {@code step}: they belong to work that is about to be done again. */
  public void truncateMetrics(long step) {
    truncate(folder.resolve(METRICS), step);
    truncate(folder.resolve(SPEED), step);
  }

  private static void truncate(Path file, long step) {
    if (!Files.exists(file)) {
      return;
    }
    StringBuilder kept = new StringBuilder();
    for (Line line : lines(file)) {
      if (line.json.path("step").asLong() <= step) {
        kept.append(line.text).append('\n');
      }
    }
    AtomicFiles.writeString(file, kept.toString());
  }

  private record Line(String text, JsonNode json) {}

  private static List<Line> lines(Path file) {
    List<Line> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return lines;
    }
    PlainFile.require(file, "one JSON object a line");
    List<String> texts;
    try {
      texts = PlainFile.lines(file);
    } catch (IOException e) {
      throw broken(file, "cannot be read as text", e);
    }
    for (String text : texts) {
      try {
        lines.add(new Line(text, Json.mapper().readTree(text)));
      } catch (JsonProcessingException e) {
        if (lines.size() < texts.size() - 1) {
          throw broken(file, "line " + (lines.size() + 1) + " is broken", e);
        }
      }
    }
    return lines;
  }

  private static UserError broken(Path file, String given, IOException cause) {
    return new UserError(
        file.toString(),
        given,
        "one JSON object a line",
        "Remove what is broken; the checkpoints do not need this file",
        cause);
  }
}
