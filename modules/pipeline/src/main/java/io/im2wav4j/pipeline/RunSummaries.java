package io.im2wav4j.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Training runs as a report tells of them. */
final class RunSummaries {
  private static final List<String> SETTINGS =
      List.of(
          "training.steps",
          "training.batchSize",
          "training.learningRate",
          "model.width",
          "model.depth",
          "model.contextLength",
          "model.codebookSize",
          "model.downsamplingLayers");

  /** How the use of a codebook is written: in percent of its codes, and as perplexity. */
  private static final List<String> CODEBOOK = List.of("codesInUse", "codebookPerplexity");

  private RunSummaries() {}

  /** The runs of a models folder that have been trained, in the order of the pipeline. */
  static List<RunSummary> of(ModelsFolder models) {
    List<RunSummary> all = new ArrayList<>();
    for (ModelKind model : ModelKind.values()) {
      if (models.has(model)) {
        all.add(of(model, RunFolder.open(models.run(model))));
      }
    }
    return all;
  }

  private static RunSummary of(ModelKind model, RunFolder run) {
    Path weights = TrainedModels.weights(run.path());
    Provenance provenance = run.provenance();
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("weights", CheckpointFiles.sha256(weights));
    hashes.put("data", provenance.inputs().getOrDefault("data", "unknown"));
    provenance.parents().forEach(hashes::put);
    double seconds =
        provenance.finished() == null
            ? Double.NaN
            : Duration.between(
                    Instant.parse(provenance.started()), Instant.parse(provenance.finished()))
                .toSeconds();
    List<JsonNode> lines = run.metrics();
    long steps = lines.stream().mapToLong(line -> line.path("step").asLong()).max().orElse(0);
    return new RunSummary(
        model.toString(),
        model.description(),
        "the training split",
        parameters(weights),
        steps,
        provenance.device(),
        seconds,
        settings(model, run.path()),
        hashes,
        curves(lines),
        warnings(lines));
  }

  private static long parameters(Path weights) {
    try (SafetensorsReader reader = SafetensorsReader.open(weights)) {
      long count = 0;
      for (String name : reader.names()) {
        long size = 1;
        for (long s : reader.shape(name)) {
          size *= s;
        }
        count += size;
      }
      return count;
    }
  }

  /** The few settings that a reader asks for first; the run's resolved.yaml has all. */
  private static Map<String, String> settings(ModelKind model, Path run) {
    Map<String, String> settings = new LinkedHashMap<>();
    Path file = run.resolve("model.json");
    if (Files.exists(file)) {
      // A VQ-VAE's by way of its record, which knows the keys of older runs too.
      JsonNode config =
          model == ModelKind.VQVAE
              ? Json.mapper().valueToTree(TrainedModels.vqVaeConfig(run))
              : Json.read(file, JsonNode.class).path("config");
      for (String key : SETTINGS) {
        if (key.startsWith("model.") && config.has(key.substring(6))) {
          settings.put(key.substring(6), config.get(key.substring(6)).toString());
        }
      }
    }
    return settings;
  }

  /** Losses and validation measures; not speeds and learning rates. */
  private static List<Curve> curves(List<JsonNode> lines) {
    return Curve.of(lines).stream()
        .filter(
            curve ->
                curve.name().equals("loss")
                    || curve.name().startsWith("validation.")
                    || CODEBOOK.contains(curve.quantity()))
        .filter(curve -> !curve.quantity().equals("collapsed"))
        .toList();
  }

  /** Codebooks that were in collapse when they were last looked at. */
  static List<String> warnings(List<JsonNode> lines) {
    List<Curve> all = Curve.of(lines);
    List<String> warnings = new ArrayList<>();
    for (Curve collapsed : all) {
      if (!collapsed.quantity().equals("collapsed")) {
        continue;
      }
      List<Curve.Point> use = points(all, collapsed.place() + "." + CODEBOOK.get(0));
      List<Curve.Point> perplexity = points(all, collapsed.place() + "." + CODEBOOK.get(1));
      long last = collapsed.points().get(collapsed.points().size() - 1).step();
      if (use.isEmpty() || use.get(use.size() - 1).step() != last) {
        continue;
      }
      warnings.add(
          String.format(
              Locale.ROOT,
              "The codebook of level %s is in collapse since step %d: %.2g %% of its codes in use,"
                  + " perplexity %.2g at step %d.",
              collapsed.place().replace("validation.", ""),
              start(collapsed, use),
              use.get(use.size() - 1).value(),
              perplexity.get(perplexity.size() - 1).value(),
              last));
    }
    return warnings;
  }

  /** The first step of the unbroken row of looks in collapse that ends with the last one. */
  private static long start(Curve collapsed, List<Curve.Point> use) {
    Set<Long> steps = new HashSet<>();
    collapsed.points().forEach(p -> steps.add(p.step()));
    int i = use.size() - 1;
    while (i > 0 && steps.contains(use.get(i - 1).step())) {
      i--;
    }
    return use.get(i).step();
  }

  private static List<Curve.Point> points(List<Curve> all, String name) {
    return all.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .map(Curve::points)
        .orElse(List.of());
  }
}
