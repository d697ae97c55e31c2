package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static io.im2wav4j.cli.TinyPipeline.CONFIGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ModelsResult;
import io.im2wav4j.encoders.onnx.TinyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop by its commands, a step or two each. */
class PipelineTest {
  private final TinyPipeline pipeline = TinyPipeline.get();

  @TempDir Path folder;

  @Test
  void generatedSoundsAreScoredAndReported() throws IOException {
    Path out = folder.resolve("evaluation");
    ok(
        "evaluate",
        "--data",
        pipeline.data(),
        "--wavs",
        "ours=" + pipeline.sounds(),
        "--true-sounds",
        "--shuffled",
        "ours",
        "--models",
        pipeline.runs(),
        "--out",
        out);
    JsonNode results = Json.read(out.resolve("results.json"), JsonNode.class);
    assertThat(results.path("protocol").path("items").asInt()).isEqualTo(8);
    assertThat(results.path("systems").findValuesAsText("name"))
        .contains("true sounds", "ours", "ours, pictures shuffled");
    ok("report", out, "--models", pipeline.runs());
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
        pipeline.runs(),
        "--features",
        pipeline.features(),
        "--wavs",
        "ours=" + pipeline.sounds(),
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
                    pipeline.runs(),
                    "--features",
                    pipeline.features(),
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
    ok(pipeline.generate(again));
    Path one = again.resolve("test-bell-000.wav");
    List<Path> wavs;
    try (var list = Files.list(pipeline.sounds())) {
      wavs = list.filter(f -> f.toString().endsWith(".wav")).toList();
    }
    assertThat(wavs).hasSize(8);
    for (Path wav : wavs) {
      assertThat(Hashes.sha256(again.resolve(wav.getFileName()))).isEqualTo(Hashes.sha256(wav));
      one = again.resolve(wav.getFileName());
    }
    var before = Files.getLastModifiedTime(one);
    ok(pipeline.generate(again));
    assertThat(Files.getLastModifiedTime(one)).isEqualTo(before);
  }

  @Test
  void aSoundMissingInTheMiddleIsMadeAgainToTheByte_andFinishedBatchesAreKept() throws IOException {
    Path whole = folder.resolve("threes");
    List<Object> command = new ArrayList<>(List.of(pipeline.generate(whole)));
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
            pipeline.data(),
            "--models",
            pipeline.runs(),
            "--guidance",
            "2",
            "--out",
            pipeline.sounds());
    assertThat(run.err()).contains("made otherwise");
  }

  @Test
  void aPictureGivesASoundOfAnyLength() throws IOException {
    Path picture;
    try (var list = Files.list(pipeline.data().resolve("images"))) {
      picture = list.findFirst().orElseThrow();
    }
    Path out = folder.resolve("long");
    ok(
        "generate",
        "--image",
        picture,
        "--models",
        pipeline.runs(),
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
  void mobileNetV2ConditionsModelsOfItsWidth_andTheOthersSayWhatToSet() throws IOException {
    byte[] network =
        TinyNetwork.of(
            "x",
            new int[] {3, 224, 224},
            new int[] {2, 3},
            List.of(new TinyNetwork.Output("embedding", 1280, false)));
    Path weights = Files.write(folder.resolve("mobilenet_v2.onnx"), network);
    Path wide = folder.resolve("wide");
    TinyPipeline.copy(pipeline.runs(), wide.resolve("narrow-runs"));
    TinyPipeline.copy(pipeline.runs("vqvae"), wide.resolve("runs/vqvae"));
    Path features = wide.resolve("features");
    CommandRun prepared =
        ok(
            "data",
            "prepare",
            "--data",
            pipeline.data(),
            "--encoder",
            weights,
            "--vqvae",
            pipeline.runs("vqvae"),
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
        List.of(
            "generate", "--manifest", pipeline.data(), "--encoder", weights, "--seconds", "0.5");
    List<Object> withNarrow = new ArrayList<>(generate);
    withNarrow.addAll(
        List.of(
            "--models",
            wide.resolve("narrow-runs"),
            "--allow-other-parents",
            "--out",
            wide.resolve("no")));
    assertThat(failed(1, withNarrow.toArray()).err())
        .contains("image embeddings of width 1280; expected width 512, as Low has it");
    assertThat(wide.resolve("no")).doesNotExist();
    List<Object> withWide = new ArrayList<>(generate);
    withWide.addAll(List.of("--models", wide.resolve("runs"), "--out", wide.resolve("sounds")));
    assertThat(ok(withWide.toArray()).out()).contains(".wav");
  }
}
