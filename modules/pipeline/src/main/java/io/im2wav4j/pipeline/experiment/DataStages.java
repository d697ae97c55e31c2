package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.clips.ClipDataSet;
import io.im2wav4j.data.clips.EventClipConfig;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.experiments.stage.FileHashes;
import io.im2wav4j.experiments.stage.Output;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.experiments.stage.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data sets as stages: the built-in scenes, and folders that the user gives. */
final class DataStages {
  private static final int SCENES_FORMAT = 1;
  private static final int FOLDER_FORMAT = 1;
  private static final int CLIPS_FORMAT = 1;

  private final ExperimentInputs given;
  private final FileHashes hashes;
  private final Map<Path, String> known = new HashMap<>();

  DataStages(ExperimentInputs given, FileHashes hashes) {
    this.given = given;
    this.hashes = hashes;
  }

  /** Rendered scenes. */
  Stage scenes(SceneConfig config) {
    return new Stage(
        "scenes", SCENES_FORMAT, Configs.toYaml(config), Map.of(), new SceneWork(config));
  }

  private final class SceneWork implements Work {
    private final SceneConfig config;

    private SceneWork(SceneConfig config) {
      this.config = config;
    }

    @Override
    public void run(Path folder, Map<String, Output> inputs) {
      try (Progress progress = Progress.start("scenes", config.items())) {
        SceneDataSet.write(folder, config, scene -> progress.step(1, ""));
      }
    }

    @Override
    public String hash(Path folder) {
      return contentHash(folder);
    }

    @Override
    public Optional<Path> elsewhere(Map<String, Output> inputs) {
      return given
          .ofDemo("scenes")
          .filter(folder -> Files.exists(folder.resolve("manifest.csv")))
          .filter(
              folder ->
                  Json.read(folder.resolve("dataset.json"), SceneDataSet.Description.class)
                      .config()
                      .equals(config));
    }
  }

  /** Clips of a data set. */
  Stage clips(EventClipConfig config, Stage data) {
    return new Stage(
        "clips",
        CLIPS_FORMAT,
        Configs.toYaml(config),
        Map.of("data", data),
        new Work() {
          @Override
          public void run(Path folder, Map<String, Output> inputs) {
            ClipDataSet.write(folder, ItemChoice.all(inputs.get("data").path()), config);
          }

          @Override
          public String hash(Path folder) {
            return contentHash(folder);
          }
        });
  }

  /** A folder with a data set; nothing is made. */
  Stage folder(Path folder) {
    return new Stage("data", FOLDER_FORMAT, contentHash(folder), Map.of(), existing(folder));
  }

  /** A file of published weights, or the description of one; nothing is made. */
  Stage file(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          "no such file",
          "a file of weights, or the name of weights as 'im2wav weights list' shows",
          "Check the experiment's file");
    }
    String hash = hashes.of(file.toAbsolutePath().getParent(), NetworkRegistry.files(file));
    return new Stage(
        "file",
        FOLDER_FORMAT,
        hash,
        Map.of(),
        new Work() {
          @Override
          public void run(Path folder, Map<String, Output> inputs) {
            throw new IllegalStateException(file + " is there and needs no work");
          }

          @Override
          public String hash(Path path) {
            return hash;
          }

          @Override
          public Optional<Path> elsewhere(Map<String, Output> inputs) {
            return Optional.of(file);
          }
        });
  }

  private Work existing(Path path) {
    return new Work() {
      @Override
      public void run(Path folder, Map<String, Output> inputs) {
        throw new IllegalStateException(path + " is there and needs no work");
      }

      @Override
      public String hash(Path folder) {
        return contentHash(folder);
      }

      @Override
      public Optional<Path> elsewhere(Map<String, Output> inputs) {
        return Optional.of(path);
      }
    };
  }

  /** The items of a data set and the bytes of all their files. */
  private String contentHash(Path folder) {
    return known.computeIfAbsent(
        folder,
        f -> {
          List<Path> files = new ArrayList<>();
          StringBuilder text = new StringBuilder();
          for (Item item : ItemChoice.all(f)) {
            for (Path file : new Path[] {item.media(), item.image()}) {
              if (file != null) {
                files.add(file);
              }
              text.append(file == null ? "" : file.getFileName()).append('\t');
            }
            text.append(String.join("\t", item.id(), item.split(), item.label()));
            text.append('\t').append(item.start()).append('\t').append(item.duration());
            text.append('\n');
          }
          return Hashes.sha256(text + hashes.of(f, files));
        });
  }
}
