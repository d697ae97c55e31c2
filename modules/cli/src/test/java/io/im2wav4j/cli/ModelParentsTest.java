package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static io.im2wav4j.cli.TinyPipeline.CONFIGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.Im2Wav;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.pipeline.RetrievalBaseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Low and Up mean something only with the VQ-VAE and the image encoder that they were trained with:
 * others of the same shapes are refused wherever they meet, unless the user says that they are
 * meant.
 */
class ModelParentsTest {
  private static final String ALLOW = "--allow-other-parents";

  private final TinyPipeline pipeline = TinyPipeline.get();

  @TempDir Path folder;
  private Path runs;

  @BeforeEach
  void copyRuns() throws IOException {
    runs = folder.resolve("runs");
    TinyPipeline.copy(pipeline.runs(), runs);
  }

  /** Other weights of the same configuration: the last bit of the last value is another. */
  private String change(String model) throws IOException {
    Path weights = RunFolder.open(runs.resolve(model)).weights();
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 4] ^= 1;
    Files.write(weights, bytes);
    Files.delete(weights.resolveSibling("sha256.json")); // as of another training
    return hash(runs, model);
  }

  private static String hash(Path runs, String model) {
    return TrainedModels.sha256(runs.resolve(model)).substring(0, 12);
  }

  private Object[] generate(Object... more) throws IOException {
    try (var pictures = Files.list(pipeline.data().resolve("images"))) {
      Path picture = pictures.sorted().findFirst().orElseThrow();
      return with(
          List.of(more),
          "generate",
          "--image",
          picture,
          "--models",
          runs,
          "--seconds",
          "0.128",
          "--out",
          folder.resolve("out"));
    }
  }

  private static Object[] with(List<Object> more, Object... command) {
    List<Object> all = new ArrayList<>(List.of(command));
    all.addAll(more);
    return all.toArray();
  }

  @Test
  void generationWithAnotherVqVae_isRefusedWithBothHashes_andSaysSoInItsRecipeWhereItIsAllowed()
      throws IOException {
    String other = change("vqvae");
    String own = hash(pipeline.runs(), "vqvae");
    assertThat(failed(1, generate()).err())
        .contains("low", "codes of the VQ-VAE " + own + ", used with " + other, ALLOW);
    assertThat(folder.resolve("out")).doesNotExist();
    Path wav = Path.of(ok(generate(ALLOW)).out().strip());
    Path json = wav.resolveSibling(wav.getFileName().toString().replace(".wav", ".json"));
    assertThat(Json.read(json, JsonNode.class).path("otherParents").toString())
        .contains("low: codes of the VQ-VAE " + own, "up: codes of the VQ-VAE " + own);
  }

  @Test
  void generationWithAnotherEncoder_isRefusedWithBothHashes() throws IOException {
    String other = change("encoder");
    String refusal =
        "embeddings of the image encoder "
            + hash(pipeline.runs(), "encoder")
            + ", used with "
            + other;
    assertThat(failed(1, generate()).err()).contains(refusal);
    assertThat(failed(1, generate("--encoder", runs.resolve("encoder"))).err()).contains(refusal);
    ok(generate("--encoder", pipeline.runs("encoder")));
  }

  @Test
  void overrideThatIsNotNeeded_changesNothing() throws IOException {
    ok(generate());
    ok(generate(ALLOW));
  }

  @Test
  void modelsThatDoNotSayWhatTheyWereTrainedWith_goWithAny() throws IOException {
    change("vqvae");
    for (String model : List.of("low", "up")) {
      Files.delete(runs.resolve(model).resolve("provenance.json"));
    }
    ok(generate());
  }

  @Test
  void trainingWithSamplesOfAnotherVqVae_isRefused_andNotedWhereItIsAllowed() throws IOException {
    String other = change("vqvae");
    for (String level : List.of("low", "up")) {
      Path out = folder.resolve("new-" + level);
      Object[] train = {
        "train",
        level,
        "--config",
        CONFIGS.resolve("lm/" + level + "-tiny.yaml"),
        "--features",
        pipeline.features(),
        "--vqvae",
        runs.resolve("vqvae"),
        "--set",
        "training.steps=1",
        "--set",
        "training.batchSize=1",
        "--out",
        out
      };
      assertThat(failed(1, train).err())
          .contains(hash(pipeline.runs(), "vqvae") + ", used with " + other, ALLOW);
      ok(with(List.of(ALLOW), train));
      assertThat(RunFolder.open(out).provenance().parents().get("other VQ-VAE of the samples"))
          .startsWith(other);
    }
  }

  @Test
  void measuringAndExportingWithAnotherVqVae_areRefused() throws IOException {
    String other = change("vqvae");
    Object[] measure = {
      "models",
      "evaluate",
      "--models",
      runs,
      "--features",
      pipeline.features(),
      "--out",
      folder.resolve("models.json")
    };
    assertThat(failed(1, measure).err()).contains("used with " + other, ALLOW);
    assertThat(ok(with(List.of(ALLOW), measure)).out()).contains("other models were allowed");
    Object[] export = {"models", "export", "--models", runs, "--out", folder.resolve("published")};
    assertThat(failed(1, export).err()).contains("used with " + other, ALLOW);
    ok(with(List.of(ALLOW), export));
  }

  @Test
  void measuringLowOnFeaturesOfAnotherTraining_isRefused() throws IOException {
    String other = change("vqvae");
    Path features = folder.resolve("features");
    ok(
        "data",
        "prepare",
        "--data",
        pipeline.data(),
        "--encoder",
        runs.resolve("encoder"),
        "--vqvae",
        runs.resolve("vqvae"),
        "--out",
        features);
    Object[] measure = {
      "models", "evaluate", "--models", runs, "--features", features, "--out", folder.resolve("m")
    };
    assertThat(failed(1, measure).err())
        .contains("low", hash(pipeline.runs(), "vqvae") + ", used with " + other);
  }

  @Test
  void nearestSoundsByAnotherEncoder_areRefused() throws IOException {
    String other = change("encoder");
    List<Item> all = Manifest.read(pipeline.data().resolve("manifest.csv"));
    assertThatThrownBy(
            () ->
                RetrievalBaseline.run(
                    all,
                    all,
                    pipeline.features(),
                    runs.resolve("encoder"),
                    4,
                    1,
                    folder.resolve("nearest")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("used with " + other);
  }

  @Test
  void javaApi_refusesAnotherVqVae_andTakesItWhereItIsAllowed() throws IOException {
    String other = change("vqvae");
    GenerationConfig config =
        Configs.load(CONFIGS.resolve("generation/tiny.yaml"), GenerationConfig.class, List.of());
    String encoder = runs.resolve("encoder").toString();
    assertThatThrownBy(() -> Im2Wav.open(runs, config, Device.cpu()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("used with " + other);
    Im2Wav.open(runs, encoder, config, Device.cpu(), true).close();
  }
}
