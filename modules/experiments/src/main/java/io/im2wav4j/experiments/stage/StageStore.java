package io.im2wav4j.experiments.stage;

import io.im2wav4j.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders of stages by their keys: {@code KIND-HASH/} with stage.json (from what), output/, lock
 * and owner.json (who works on it), done.json (hash of the output) and seconds.json (how long it
 * took: apart, for it differs from run to run).
 */
public final class StageStore {
  private static final String OUTPUT = "output";
  private static final String STAGE = "stage.json";
  private static final String DONE = "done.json";
  private static final String SECONDS = "seconds.json";

  private final Path root;

  /** All stores, the own one first. */
  private final List<Path> stores;

  /**
   * A store.
   *
   * @param root where stages are made
   * @param others stores whose finished stages serve too
   */
  public StageStore(Path root, List<Path> others) {
    this.root = root;
    this.stores = Stream.concat(Stream.of(root), others.stream()).toList();
  }

  private record Description(
      String kind, String key, int format, String config, Map<String, String> inputs) {}

  private record Done(String key, String output) {}

  private record Taken(double seconds) {}

  /** Where stages are made. */
  public Path root() {
    return root;
  }

  Path folder(StageKey key) {
    return root.resolve(key.folder());
  }

  Path output(StageKey key) {
    return folder(key).resolve(OUTPUT);
  }

  /** A finished stage's output, here or in another store. */
  Optional<Output> find(StageKey key) {
    for (Path store : stores) {
      Path folder = store.resolve(key.folder());
      if (Files.exists(folder.resolve(DONE))) {
        Done done = Json.read(folder.resolve(DONE), Done.class);
        if (done.key().equals(key.hash())) {
          return Optional.of(new Output(folder.resolve(OUTPUT), done.output()));
        }
      }
    }
    return Optional.empty();
  }

  void describe(StageKey key, Stage stage, Map<String, Output> inputs) {
    Map<String, String> hashes = new java.util.LinkedHashMap<>();
    inputs.forEach((name, output) -> hashes.put(name, output.hash()));
    Json.write(
        folder(key).resolve(STAGE),
        new Description(stage.kind(), key.hash(), stage.format(), stage.config(), hashes));
  }

  void finish(StageKey key, String hash) {
    Json.write(folder(key).resolve(DONE), new Done(key.hash(), hash));
  }

  /** Adds to the time that a stage has taken. */
  void addSeconds(StageKey key, double seconds) {
    double all = seconds(key).orElse(0.0) + seconds;
    Json.write(folder(key).resolve(SECONDS), new Taken(Math.round(all * 100) / 100.0));
  }

  /** How long a stage has taken so far, without what a killed process had spent. */
  public Optional<Double> seconds(StageKey key) {
    return seconds(folder(key));
  }

  private static Optional<Double> seconds(Path folder) {
    Path file = folder.resolve(SECONDS);
    return Files.exists(file)
        ? Optional.of(Json.read(file, Taken.class).seconds())
        : Optional.empty();
  }

  /** The mean time of the finished stages of a kind, here and in the other stores. */
  public Optional<Double> meanSeconds(String kind) {
    List<Double> measured = new ArrayList<>();
    for (Path store : stores) {
      java.io.File[] folders = store.toFile().listFiles((d, n) -> n.startsWith(kind + "-"));
      for (java.io.File folder : folders == null ? new java.io.File[0] : folders) {
        if (new java.io.File(folder, DONE).exists()) {
          seconds(folder.toPath()).ifPresent(measured::add);
        }
      }
    }
    return measured.isEmpty()
        ? Optional.empty()
        : Optional.of(measured.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }
}
