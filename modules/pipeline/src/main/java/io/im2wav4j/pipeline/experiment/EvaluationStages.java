package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.evaluation.protocol.VectorCache;
import io.im2wav4j.experiments.stage.FileHashes;
import io.im2wav4j.experiments.stage.Output;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.Evaluation;
import io.im2wav4j.pipeline.EvaluationConfig;
import io.im2wav4j.pipeline.ModelsFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scores of one system each, as stages. */
final class EvaluationStages {
  /** Goes up whenever evaluation gives other numbers for the same sounds and protocol. */
  private static final int EVALUATION_FORMAT = 2;

  private static final String RESULT = "evaluation.json";

  private final EvaluationConfig protocol;
  private final String protocolText;
  private final Map<String, Stage> networks;
  private final OwnNetworks own;
  private final ItemChoice choice;
  private final Path reference;
  private final WeightStore weights;
  private final Path cache;

  /** Settings of the networks that are trained here. */
  record OwnNetworks(double seconds, double frameRate, long seed) {}

  /**
   * @param protocol null: the networks are trained here
   * @param networks classifier and encoder, where they are trained here
   * @param reference folder of real sounds, or null
   * @param cache of what published networks made of sounds
   */
  EvaluationStages(
      EvaluationConfig protocol,
      Map<String, Stage> networks,
      OwnNetworks own,
      ItemChoice choice,
      Path reference,
      WeightStore weights,
      FileHashes hashes,
      Path cache) {
    this.protocol = protocol;
    this.networks = networks;
    this.own = own;
    this.choice = choice;
    this.reference = reference;
    this.weights = weights;
    this.cache = cache;
    this.protocolText = text(hashes);
  }

  private String text(FileHashes hashes) {
    StringBuilder text = new StringBuilder(choice.text());
    if (protocol == null) {
      text.append("own networks: ").append(own).append('\n');
    } else {
      String labels = protocol.labels().map(Path::toString).orElse("");
      text.append(Configs.toYaml(protocol).replace(labels, labels.isEmpty() ? "" : "LABELS"));
      protocol.labels().ifPresent(f -> text.append("labels: ").append(hashes.of(f)).append('\n'));
      Map<String, Path> published = new LinkedHashMap<>();
      protocol.embeddings().forEach(n -> published.put(n, find(NetworkKind.EMBEDDING, n)));
      protocol.classifier().ifPresent(n -> published.put(n, find(NetworkKind.CLASSIFIER, n)));
      protocol.audioEncoder().ifPresent(n -> published.put(n, find(NetworkKind.AUDIO_ENCODER, n)));
      protocol.imageEncoder().ifPresent(n -> published.put(n, find(NetworkKind.IMAGE_ENCODER, n)));
      published.forEach(
          (n, path) -> text.append(n).append(": ").append(hash(path, hashes)).append('\n'));
    }
    if (reference != null) {
      text.append("reference: ").append(folderHash(hashes)).append('\n');
    }
    return text.toString();
  }

  private Path find(NetworkKind<?> kind, String named) {
    return new NetworkRegistry(weights).find(kind, named).path();
  }

  private static String hash(Path network, FileHashes hashes) {
    Path base = Files.isDirectory(network) ? network : network.toAbsolutePath().getParent();
    return hashes.of(base, NetworkRegistry.files(network));
  }

  private String folderHash(FileHashes hashes) {
    try (Stream<Path> files = Files.walk(reference)) {
      return hashes.of(
          reference,
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .toList());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("cannot list " + reference, e);
    }
  }

  /**
   * The scores of one system.
   *
   * @param sounds made for the test items; null: their true sounds
   * @param shuffled whether the sounds are scored for other items too
   */
  Stage of(String name, String note, Stage sounds, boolean shuffled, Stage test) {
    Map<String, Stage> inputs = new LinkedHashMap<>(networks);
    inputs.put("test", test);
    if (sounds != null) {
      inputs.put("sounds", sounds);
    }
    String config = "name: " + name + "\nnote: " + note + "\nshuffled: " + shuffled + "\n";
    return new Stage(
        "evaluation",
        EVALUATION_FORMAT,
        config + protocolText,
        inputs,
        (folder, in) -> score(folder, in, name, note, shuffled),
        folder -> Hashes.sha256(folder.resolve(RESULT)));
  }

  private void score(
      Path folder, Map<String, Output> in, String name, String note, boolean shuffled) {
    Output sounds = in.get("sounds");
    Evaluation.run(
        new Evaluation.Request(
            choice.test(in.get("test").path()),
            sounds == null ? List.of() : List.of(new Evaluation.System(name, note, sounds.path())),
            sounds == null,
            shuffled ? name : null,
            reference,
            protocol == null ? ownProtocol(folder, in) : protocol),
        weights,
        protocol == null ? VectorCache.none() : VectorCache.in(cache),
        folder.resolve(RESULT));
  }

  private EvaluationConfig ownProtocol(Path folder, Map<String, Output> in) {
    Map<ModelKind, Path> runs = new EnumMap<>(ModelKind.class);
    for (ModelKind model : List.of(ModelKind.ENCODER, ModelKind.CLASSIFIER)) {
      runs.put(model, in.get(model.toString()).path());
    }
    return EvaluationConfig.ownNetworks(
        new ModelsFolder(folder, runs), own.seconds, own.frameRate, own.seed);
  }

  /** The result of such a stage. */
  static EvaluationResult read(Output output) {
    return Json.read(output.path().resolve(RESULT), EvaluationResult.class);
  }
}
