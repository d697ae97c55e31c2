package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.nn.engine.Engines;
import io.im2wav4j.pipeline.RetrievalBaseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sound is kept only as long as all that its bytes depend on is the same. */
class KeptSoundsTest {
  private final TinyPipeline pipeline = TinyPipeline.get();

  @TempDir Path folder;

  private Object[] generate(String kind, Path source, Object... more) {
    List<Object> command = new ArrayList<>(List.of("generate", kind, source));
    command.addAll(List.of("--seconds", "0.128", "--out", folder.resolve("out")));
    command.addAll(List.of(more));
    if (!command.contains("--models")) {
      command.addAll(List.of("--models", pipeline.runs()));
    }
    return command.toArray();
  }

  private Path picture(int number) throws IOException {
    return copy("images", number, folder.resolve("picture.png"));
  }

  /** One of the scenes' files, under the same name whichever it is. */
  private Path copy(String kind, int number, Path to) throws IOException {
    try (var files = Files.list(pipeline.data().resolve(kind))) {
      Path file = files.sorted().toList().get(number);
      return Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void soundOfAnotherPictureOfTheSameName_isRefused() throws IOException {
    ok(generate("--image", picture(0)));
    Path wav = folder.resolve("out/picture.wav");
    var made = Files.getLastModifiedTime(wav);
    ok(generate("--image", picture(0), "--frame-rate", "9")); // decides nothing of a picture
    assertThat(Files.getLastModifiedTime(wav)).isEqualTo(made);
    assertThat(failed(1, generate("--image", picture(1))).err())
        .contains("made otherwise", "picture.json", "sourceSha256 = ", "--out");
  }

  @Test
  void soundOfAnotherFrameRate_isRefused() throws IOException {
    Path video = copy("media", 0, folder.resolve("video.avi"));
    ok(generate("--video", video));
    assertThat(failed(1, generate("--video", video, "--frame-rate", "2")).err())
        .contains("made otherwise", "frameRate = 4.0 (now 2.0)");
  }

  @Test
  void soundOfAnotherEncoder_isRefused() throws IOException {
    Path other = folder.resolve("encoder");
    ok(
        "train",
        "encoder",
        "--config",
        TinyPipeline.CONFIGS.resolve("encoder/tiny.yaml"),
        "--data",
        pipeline.data(),
        "--set",
        "training.steps=1",
        "--set",
        "training.batchSize=8",
        "--out",
        other);
    ok(generate("--image", picture(0)));
    assertThat(
            failed(1, generate("--image", picture(0), "--encoder", other, "--allow-other-parents"))
                .err())
        .contains("made otherwise", "models.encoder = ", "otherParents = ");
  }

  @Test
  void soundOfAnotherConfigurationOfEqualWeights_isRefused() throws IOException {
    Path runs = folder.resolve("runs");
    TinyPipeline.copy(pipeline.runs(), runs);
    Path sound = copy("media", 0, folder.resolve("sound.avi"));
    Object[] back = {
      "reconstruct", "--vqvae", runs.resolve("vqvae"), "--out", folder.resolve("back"), sound
    };
    ok(back);
    ok(generate("--image", picture(0), "--models", runs));
    Path json = runs.resolve("vqvae/model.json");
    ObjectNode model = Json.read(json, ObjectNode.class);
    ((ObjectNode) model.get("config")).put("sampleRate", 8000);
    Json.write(json, model);
    assertThat(failed(1, back).err()).contains("made otherwise", "settings = ");
    assertThat(failed(1, generate("--image", picture(0), "--models", runs)).err())
        .contains("made otherwise", "settings.vqvae = ");
  }

  @Test
  void recipe_namesTheEngineAndThePrecisionThatDecoded_andAnotherEngineIsRefused()
      throws IOException {
    System.setProperty(Engines.PROPERTY, "tensor");
    try {
      ok(generate("--image", picture(0)));
    } finally {
      System.clearProperty(Engines.PROPERTY);
    }
    JsonNode recipe = Json.read(folder.resolve("out/picture.json"), JsonNode.class);
    assertThat(recipe.path("engine").asText()).isEqualTo("tensor");
    assertThat(recipe.path("config").path("precision").asText()).isEqualTo("FP32");
    assertThat(failed(1, generate("--image", picture(0))).err())
        .contains("made otherwise", "engine = tensor (now cpu)", "config.precision = fp32");
  }

  @Test
  void frameRateOfZero_isRefusedAsSuch_alsoWhereASoundIsThere() throws IOException {
    Path video = copy("media", 0, folder.resolve("video.avi"));
    ok(generate("--video", video));
    for (String rate : List.of("0", "-1", "NaN", "Infinity")) {
      assertThat(failed(2, generate("--video", video, "--frame-rate", rate)).err())
          .contains("--frame-rate")
          .doesNotContain("made otherwise");
    }
  }

  @Test
  void soundsOfAnotherNumberOfSamples_areNotLeftBesideTheNewOnes() throws IOException {
    ok(generate("--image", picture(0)));
    assertThat(failed(1, generate("--image", picture(0), "--samples", "2")).err())
        .contains("picture.wav", "another number of sounds");
    assertThat(folder.resolve("out/picture_0.wav")).doesNotExist();
    Files.delete(folder.resolve("out/picture.wav"));
    ok(generate("--image", picture(0), "--samples", "2"));
    assertThat(failed(1, generate("--image", picture(0))).err())
        .contains("picture_0.wav", "another number of sounds");
    assertThat(failed(1, generate("--image", picture(0), "--samples", "3")).err())
        .contains("samplesPerItem = 2 (now 3)");
  }

  @Test
  void soundOfAVersionThatNotedNoContent_isRefused() throws IOException {
    ok(generate("--image", picture(0)));
    Path json = folder.resolve("out/picture.json");
    ObjectNode recipe = Json.read(json, ObjectNode.class);
    recipe.remove(List.of("sourceSha256", "start", "duration", "frameRate"));
    Json.write(json, recipe);
    assertThat(failed(1, generate("--image", picture(0))).err())
        .contains("made otherwise", "an older version", "delete that folder");
  }

  @Test
  void reconstructionOfAnotherSoundOfTheSameName_isRefused() throws IOException {
    Path sound = folder.resolve("sound.avi");
    Object[] command = {
      "reconstruct", "--vqvae", pipeline.runs("vqvae"), "--out", folder.resolve("back"), sound
    };
    copy("media", 0, sound);
    ok(command);
    ok(command);
    copy("media", 1, sound);
    assertThat(failed(1, command).err()).contains("made otherwise", "sourceSha256 = ");
  }

  @Test
  void retrievedSoundOfAnotherPicture_isMadeAgain() {
    List<Item> all = Manifest.read(pipeline.data().resolve("manifest.csv"));
    List<Item> train = all.stream().filter(item -> item.split().equals("train")).toList();
    assertThat(retrieved(train.get(0), all)).isNotEqualTo(retrieved(train.get(5), all));
  }

  /** The sound found for a training item's own frames, under a name that is always the same. */
  private String retrieved(Item item, List<Item> all) {
    Path out = folder.resolve("nearest");
    RetrievalBaseline.run(
        List.of(item.withId("x")), all, pipeline.features(), pipeline.runs("encoder"), 4, 1, out);
    return Hashes.sha256(out.resolve("x.wav"));
  }

  @Test
  void anItemThatCannotBeRead_isNamedAndTheOthersAreMadeAsEver() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");
    Path good = picture(0);
    CommandRun run = ok(generate("--image", good, "--image", bad));
    assertThat(run.out()).contains("picture.wav").doesNotContain("bad.wav");
    byte[] sound = Files.readAllBytes(folder.resolve("out/picture.wav"));
    var made = Files.getLastModifiedTime(folder.resolve("out/picture.wav"));
    ok(generate("--image", good, "--image", bad));
    assertThat(Files.getLastModifiedTime(folder.resolve("out/picture.wav"))).isEqualTo(made);
    Files.delete(folder.resolve("out/picture.wav"));
    ok(generate("--image", good));
    assertThat(folder.resolve("out/picture.wav")).hasBinaryContent(sound);
    assertThat(failed(1, generate("--image", bad)).err()).contains("bad.png");
  }
}
