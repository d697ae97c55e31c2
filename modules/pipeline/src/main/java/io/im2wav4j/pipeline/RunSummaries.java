package io.im2wav4j.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.models.TrainedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Training runs as a report tells of them. */
final class RunSummaries {
  private static final Map<String, String> MODELS =
      Map.of(
          "encoder", "small CLIP-style pair (image tower, audio tower)",
          "classifier", "small classifier of sounds",
          "vqvae", "VQ-VAE, two levels",
          "low", "language model over low codes (Low)",
          "up", "language model over up codes (Up)");
  private static final List<String> SETTINGS =
      List.of(
          "training.steps",
          "training.batchSize",
          "training.learningRate",
          "model.width",
          "model.depth",
          "model.contextLength",
          "model.codebookSize",
          "model.halvings");

  private RunSummaries() {}

  /** The runs of a models folder that have been trained, in the order of the pipeline. */
  static List<RunSummary> of(ModelsFolder models) {
    List<RunSummary> all = new ArrayList<>();
    for (String name : List.of("encoder", "classifier", "vqvae", "low", "up")) {
      if (models.has(name)) {
        all.add(of(name, RunFolder.open(models.run(name))));
      }
    }
    return all;
  }

  private static RunSummary of(String name, RunFolder run) {
    Path weights = TrainedModels.weights(run.path());
    Provenance provenance = run.provenance();
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("weights", Hashes.sha256(weights));
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
        name,
        MODELS.get(name),
        "the training split",
        parameters(weights),
        steps,
        provenance.device(),
        seconds,
        settings(run.path()),
        hashes,
        curves(lines));
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
  private static Map<String, String> settings(Path run) {
    Map<String, String> settings = new LinkedHashMap<>();
    Path file = run.resolve("model.json");
    if (Files.exists(file)) {
      JsonNode config = Json.read(file, JsonNode.class).path("config");
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
        .filter(curve -> curve.name().equals("loss") || curve.name().startsWith("validation."))
        .toList();
  }
}
