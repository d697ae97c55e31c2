package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.ok;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.run.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scenes, models of a step or two each and sounds, made once by the commands for all tests that
 * need them.
 */
final class TinyPipeline {
  static final Path CONFIGS = Path.of(System.getProperty("root", "../.."), "configs");

  private static TinyPipeline made;

  private final Path folder = empty(Path.of("target", "tiny-pipeline"));

  private TinyPipeline() {
    // The launcher's doing.
    System.setProperty(Provenance.HOME, CONFIGS.toAbsolutePath().getParent().toString());
    ok(
        "data",
        "scenes",
        "--config",
        CONFIGS.resolve("data/scenes-demo.yaml"),
        "--out",
        data(),
        "--set",
        "train=2",
        "--set",
        "validation=1",
        "--set",
        "test=1");
    ok(train("encoder", "encoder/tiny.yaml", "--data", data(), "--set", "training.batchSize=8"));
    ok(
        train(
            "classifier",
            "classifier/tiny.yaml",
            "--data",
            data(),
            "--set",
            "training.batchSize=8"));
    ok(train("vqvae", "vqvae/tiny.yaml", "--data", data(), "--set", "training.batchSize=2"));
    ok(
        "data",
        "prepare",
        "--data",
        data(),
        "--encoder",
        runs("encoder"),
        "--vqvae",
        runs("vqvae"),
        "--out",
        features());
    ok(
        train(
            "low",
            "lm/low-tiny.yaml",
            "--features",
            features(),
            "--vqvae",
            runs("vqvae"),
            "--set",
            "training.batchSize=2"));
    ok(
        train(
            "up",
            "lm/up-tiny.yaml",
            "--features",
            features(),
            "--vqvae",
            runs("vqvae"),
            "--set",
            "training.batchSize=1"));
    ok(generate(sounds()));
  }

  /** The pipeline, made when first asked for. */
  static synchronized TinyPipeline get() {
    if (made == null) {
      made = new TinyPipeline();
    }
    return made;
  }

  /** A folder that is there and empty. */
  private static Path empty(Path folder) {
    try {
      AtomicFiles.deleteTree(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folder of all models. */
  Path runs() {
    return folder.resolve("runs");
  }

  Path data() {
    return folder.resolve("scenes");
  }

  Path runs(String model) {
    return folder.resolve("runs").resolve(model);
  }

  Path features() {
    return folder.resolve("features");
  }

  Path sounds() {
    return folder.resolve("sounds");
  }

  Object[] train(String model, String config, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                model,
                "--config",
                CONFIGS.resolve(config),
                "--out",
                runs(model),
                "--set",
                "training.steps=2"));
    args.addAll(Arrays.asList(more));
    return args.toArray();
  }

  Object[] generate(Path out) {
    return new Object[] {
      "generate",
      "--manifest",
      data(),
      "--models",
      runs(),
      "--guidance",
      "3",
      "--seed",
      "5",
      "--out",
      out
    };
  }

  /** A copy of a folder with all in it. */
  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
