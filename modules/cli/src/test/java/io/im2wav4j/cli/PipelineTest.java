package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ModelsResult;
import io.im2wav4j.core.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop by its commands, a step or two each, and what they say to broken input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {
  private static final Path CONFIGS = Path.of(System.getProperty("root", "../.."), "configs");

  @TempDir static Path folder;

  @BeforeAll
  void run() {
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

  private Path data() {
    return folder.resolve("scenes");
  }

  private Path runs(String model) {
    return folder.resolve("runs").resolve(model);
  }

  private Path features() {
    return folder.resolve("features");
  }

  private Path sounds() {
    return folder.resolve("sounds");
  }

  private Object[] train(String model, String config, Object... more) {
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

  private Object[] generate(Path out) {
    return new Object[] {
      "generate",
      "--manifest",
      data(),
      "--models",
      folder.resolve("runs"),
      "--guidance",
      "3",
      "--seed",
      "5",
      "--out",
      out
    };
  }

  private static CommandRun ok(Object... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(Arrays.toString(args) + "\n" + run.err()).isZero();
    return run;
  }

  private static CommandRun failed(int exitCode, Object... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    assertThat(run.err()).containsIgnoringCase("expected ").doesNotContain("\tat ");
    return run;
  }

  @Test
  void generatedSoundsAreScoredAndReported() throws IOException {
    Path out = folder.resolve("evaluation");
    ok(
        "evaluate",
        "--data",
        data(),
        "--wavs",
        "ours=" + sounds(),
        "--true-sounds",
        "--shuffled",
        "ours",
        "--models",
        folder.resolve("runs"),
        "--out",
        out);
    JsonNode results = Json.read(out.resolve("results.json"), JsonNode.class);
    assertThat(results.path("protocol").path("items").asInt()).isEqualTo(8);
    assertThat(results.path("systems").findValuesAsText("name"))
        .contains("true sounds", "ours", "ours, pictures shuffled");
    ok("report", out, "--models", folder.resolve("runs"));
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("data:audio/wav;base64,", "data:image/png;base64,");
  }

  @Test
  void modelsAreMeasuredByThemselves() {
    Path out = folder.resolve("models.json");
    ok(
        "models",
        "evaluate",
        "--models",
        folder.resolve("runs"),
        "--features",
        features(),
        "--wavs",
        "ours=" + sounds(),
        "--out",
        out);
    ModelsResult result = Json.read(out, ModelsResult.class);
    assertThat(result.items()).isEqualTo(8);
    assertThat(result.metrics())
        .extracting(MetricResult::name)
        .contains(
            "bits per code (Low)",
            "bits per code with another item's pictures (Up)",
            "codes in use (low, true sounds)",
            "codebook perplexity (up, ours)");
    assertThat(result.metrics())
        .allSatisfy(
            m ->
                assertThat(m.value().estimate())
                    .as(m.name())
                    .isBetween(m.value().low(), m.value().high())
                    .isPositive());
    assertThat(
            failed(
                    1,
                    "models",
                    "evaluate",
                    "--models",
                    folder.resolve("runs"),
                    "--features",
                    features(),
                    "--split",
                    "nothing",
                    "--out",
                    out)
                .err())
        .contains("no items of the split 'nothing'");
  }

  @Test
  void theSameSeedGivesTheSameBytesAndFinishedSoundsAreKept() throws IOException {
    Path again = folder.resolve("again");
    ok(generate(again));
    Path one = again.resolve("test-bell-000.wav");
    List<Path> wavs;
    try (var list = Files.list(sounds())) {
      wavs = list.filter(f -> f.toString().endsWith(".wav")).toList();
    }
    assertThat(wavs).hasSize(8);
    for (Path wav : wavs) {
      assertThat(Hashes.sha256(again.resolve(wav.getFileName()))).isEqualTo(Hashes.sha256(wav));
      one = again.resolve(wav.getFileName());
    }
    var before = Files.getLastModifiedTime(one);
    ok(generate(again));
    assertThat(Files.getLastModifiedTime(one)).isEqualTo(before);
  }

  @Test
  void aSoundMissingInTheMiddleIsMadeAgainToTheByte_andFinishedBatchesAreKept() throws IOException {
    Path whole = folder.resolve("threes");
    List<Object> command = new ArrayList<>(List.of(generate(whole)));
    command.addAll(List.of("--set", "batchSize=3"));
    List<Path> wavs = ok(command.toArray()).out().lines().map(Path::of).toList();
    List<String> hashes = wavs.stream().map(Hashes::sha256).toList();
    var before = Files.getLastModifiedTime(wavs.get(7));
    Path lost = wavs.get(4); // of the second batch
    Files.delete(lost);
    Files.delete(lost.resolveSibling(lost.getFileName().toString().replace(".wav", ".json")));
    ok(command.toArray());
    assertThat(wavs.stream().map(Hashes::sha256).toList()).isEqualTo(hashes);
    assertThat(Files.getLastModifiedTime(wavs.get(7))).isEqualTo(before);
  }

  @Test
  void soundsMadeOtherwiseAreNotMixed() {
    CommandRun run =
        failed(
            1,
            "generate",
            "--manifest",
            data(),
            "--models",
            folder.resolve("runs"),
            "--guidance",
            "2",
            "--out",
            sounds());
    assertThat(run.err()).contains("made otherwise");
  }

  @Test
  void aPictureGivesASoundOfAnyLength() throws IOException {
    Path picture;
    try (var list = Files.list(data().resolve("images"))) {
      picture = list.findFirst().orElseThrow();
    }
    Path out = folder.resolve("long");
    ok(
        "generate",
        "--image",
        picture,
        "--models",
        folder.resolve("runs"),
        "--seconds",
        "1.6",
        "--samples",
        "2",
        "--out",
        out);
    String name = picture.getFileName().toString().replace(".png", "");
    assertThat(Files.size(out.resolve(name + "_1.wav"))).isEqualTo(44 + 2 * 25_600);
    assertThat(
            Json.read(out.resolve(name + "_1.json"), JsonNode.class)
                .path("config")
                .path("seconds")
                .asDouble())
        .isEqualTo(1.6);
  }

  @Test
  void aFinishedTrainingIsPassedOverAndAnotherConfigIsRefused() throws IOException {
    String before = Hashes.sha256(runs("low").resolve("done.json"));
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
    assertThat(Hashes.sha256(runs("low").resolve("done.json"))).isEqualTo(before);
    CommandRun run =
        failed(
            1,
            train(
                "low",
                "lm/low-tiny.yaml",
                "--features",
                features(),
                "--set",
                "training.batchSize=2",
                "--set",
                "model.width=64"));
    assertThat(run.err()).contains("another configuration", "width");
  }

  @Test
  void weightsOfAnotherConfigNameTheTensors() throws IOException {
    Path other = folder.resolve("other");
    copy(folder.resolve("runs"), other);
    Path model = other.resolve("low/model.json");
    Files.writeString(
        model, Files.readString(model).replaceAll("\"width\" ?: ?128", "\"width\": 64"));
    CommandRun run =
        failed(
            1,
            "generate",
            "--manifest",
            data(),
            "--models",
            other,
            "--out",
            folder.resolve("never"));
    assertThat(run.err()).contains("tensors do not fit").contains("y_emb.clip_map");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void mobileNetV2ConditionsModelsOfItsWidth_andTheOthersSayWhatToSet() throws IOException {
    Path weights =
        Path.of(System.getProperty("realWeights", "../shared/weights"))
            .resolve("mobilenet_v2.onnx");
    assumeTrue(Files.exists(weights), "weights mobilenet_v2.onnx absent");
    Path wide = folder.resolve("wide");
    copy(folder.resolve("runs"), wide.resolve("narrow-runs"));
    copy(runs("vqvae"), wide.resolve("runs/vqvae"));
    Path features = wide.resolve("features");
    CommandRun prepared =
        ok(
            "data",
            "prepare",
            "--data",
            data(),
            "--encoder",
            weights,
            "--vqvae",
            runs("vqvae"),
            "--out",
            features);
    assertThat(prepared.out()).contains("made by MobileNetV2");
    for (String level : List.of("low", "up")) {
      List<Object> train =
          new ArrayList<>(
              List.of(
                  "train",
                  level,
                  "--config",
                  CONFIGS.resolve("lm/" + level + "-tiny.yaml"),
                  "--features",
                  features,
                  "--set",
                  "training.steps=1",
                  "--set",
                  "training.batchSize=1"));
      List<Object> narrow = new ArrayList<>(train);
      narrow.addAll(List.of("--out", wide.resolve("unborn-" + level)));
      assertThat(failed(1, narrow.toArray()).err())
          .contains("image embeddings of width 1280; expected width 512")
          .contains("Set model.image.embeddingWidth=1280");
      train.addAll(
          List.of(
              "--out",
              wide.resolve("runs").resolve(level),
              "--set",
              "model.image.embeddingWidth=1280"));
      ok(train.toArray());
    }
    List<Object> generate =
        List.of("generate", "--manifest", data(), "--encoder", weights, "--seconds", "0.5");
    List<Object> withNarrow = new ArrayList<>(generate);
    withNarrow.addAll(
        List.of("--models", wide.resolve("narrow-runs"), "--out", wide.resolve("no")));
    assertThat(failed(1, withNarrow.toArray()).err())
        .contains("image embeddings of width 1280; expected width 512, as Low has it");
    assertThat(wide.resolve("no")).doesNotExist();
    List<Object> withWide = new ArrayList<>(generate);
    withWide.addAll(List.of("--models", wide.resolve("runs"), "--out", wide.resolve("sounds")));
    assertThat(ok(withWide.toArray()).out()).contains(".wav");
  }

  @Test
  void aBrokenShardIsNamedAndMadeAgain() throws IOException {
    Path broken = folder.resolve("broken-features");
    copy(features(), broken);
    Path shard = broken.resolve("codes-00000.safetensors");
    String whole = Hashes.sha256(shard);
    Files.writeString(shard, "rubbish");
    CommandRun run =
        failed(
            1,
            "train",
            "low",
            "--config",
            CONFIGS.resolve("lm/low-tiny.yaml"),
            "--features",
            broken,
            "--out",
            folder.resolve("unborn"));
    assertThat(run.err())
        .contains("codes-00000.safetensors: a broken shard")
        .contains("im2wav data prepare");
    ok("data", "prepare", "--data", data(), "--vqvae", runs("vqvae"), "--out", broken);
    assertThat(Hashes.sha256(shard)).isEqualTo(whole);
  }

  @Test
  void aTextFileNamedMp4IsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("clip.mp4"), "not a video\n".repeat(100));
    CommandRun run =
        failed(
            1,
            "generate",
            "--video",
            text,
            "--models",
            folder.resolve("runs"),
            "--out",
            folder.resolve("none"));
    assertThat(run.err()).contains("clip.mp4: cannot be decoded");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void anEmptyFolderSaysWhatWasExpected() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CommandRun run =
        failed(
            1,
            "data",
            "prepare",
            "--data",
            empty,
            "--encoder",
            runs("encoder"),
            "--out",
            folder.resolve("none2"));
    assertThat(run.err()).contains("an empty folder");
  }

  @Test
  void aCsvWithAWrongColumnCountNamesTheLine() throws IOException {
    Path vgg = Files.createDirectory(folder.resolve("vgg"));
    Files.writeString(
        vgg.resolve("vggsound.csv"), "abc,10,dog,train\nxyz,30,bird chirping, tweeting,test\n");
    assertThat(failed(1, "data", "scan", vgg).err())
        .contains("vggsound.csv:2: 5 columns; expected 4");
  }

  @Test
  void anUnknownConfigKeyNamesLineAndNearestKey() throws IOException {
    Path config = folder.resolve("wrong.yaml");
    Files.writeString(
        config,
        "extends: "
            + CONFIGS.resolve("vqvae/tiny.yaml").toAbsolutePath()
            + "\nmodel:\n  codebokSize: 64\n");
    CommandRun run =
        failed(
            1,
            "train",
            "vqvae",
            "--config",
            config,
            "--data",
            data(),
            "--out",
            folder.resolve("none3"));
    assertThat(run.err())
        .contains("wrong.yaml:3: unknown key")
        .contains("did you mean")
        .contains("codebookSize");
  }

  @Test
  void aFullDiskLeavesNothingHalfWrittenAndKeepsFinishedWork() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small-disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small.toString())
            .redirectErrorStream(true)
            .start();
    assumeTrue(mount.waitFor() == 0, "a small disk to fill: mount -t tmpfs is not permitted here");
    try {
      CommandRun run =
          failed(
              1,
              "data",
              "scenes",
              "--config",
              CONFIGS.resolve("data/scenes-demo.yaml"),
              "--out",
              small.resolve("scenes"),
              "--set",
              "train=2");
      assertThat(run.err()).contains("could not be written").contains("free some space");
      assertThat(small.resolve("scenes/manifest.csv")).doesNotExist();
      CommandRun sounds = failed(1, generate(fill(small).resolve("sounds")));
      assertThat(sounds.err()).contains("could not be written");
      try (var files = Files.walk(small)) {
        assertThat(files.filter(f -> f.toString().endsWith(".wav")))
            .allSatisfy(f -> assertThat(Files.size(f)).isEqualTo(44 + 2 * 16_384));
      }
    } finally {
      new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
    }
  }

  /** Leaves room for two sounds. */
  private static Path fill(Path disk) throws IOException {
    long free = Files.getFileStore(disk).getUsableSpace();
    if (free > 80_000) {
      Files.write(disk.resolve("ballast"), new byte[(int) (free - 80_000)]);
    }
    return disk;
  }

  private static void copy(Path from, Path to) throws IOException {
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
