package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that make no numbers make no files either. */
class NotANumberTest {
  private final TinyPipeline pipeline = TinyPipeline.get();

  @TempDir Path folder;

  /** Fills the tensors of a run's weights whose names begin so. */
  private Path fill(Path runs, String model, String beginning, float value) throws IOException {
    Path weights = RunFolder.open(runs.resolve(model)).weights();
    Map<String, Tensor> all = new LinkedHashMap<>();
    try (SafetensorsReader reader = SafetensorsReader.open(weights)) {
      for (String name : reader.names()) {
        Tensor tensor = reader.read(name);
        if (name.startsWith(beginning)) {
          float[] values = tensor.toFloats();
          Arrays.fill(values, value);
          tensor = Tensor.of(values, tensor.shape());
        }
        all.put(name, tensor);
      }
      SafetensorsWriter.write(folder.resolve("changed"), all, Map.of());
    }
    Files.move(folder.resolve("changed"), weights, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(weights.resolveSibling("sha256.json")); // as of a run that diverged
    return weights;
  }

  private Path runs(String name) throws IOException {
    Path runs = folder.resolve(name);
    TinyPipeline.copy(pipeline.runs(), runs);
    return runs;
  }

  private String generate(Path runs) throws IOException {
    try (Stream<Path> pictures = Files.list(pipeline.data().resolve("images"))) {
      return failed(
              1,
              "generate",
              "--image",
              pictures.sorted().findFirst().orElseThrow(),
              "--models",
              runs,
              "--seconds",
              "0.128",
              "--allow-other-parents",
              "--out",
              folder.resolve("out"))
          .err();
    }
  }

  @Test
  void weightsThatAreNotNumbers_endTheCommandThatOpensThem_namingFileAndTensor()
      throws IOException {
    for (String model : List.of("low", "up", "vqvae", "encoder")) {
      Path runs = runs("nan-" + model);
      Path weights = fill(runs, model, "", Float.NaN);
      assertThat(generate(runs))
          .contains(weights + ": values in tensor ", "not numbers", "diverged");
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }

  @Test
  void weightsTooLargeToComputeWith_endGenerationWithTheModelAndTheCode() throws IOException {
    Path runs = runs("large-low");
    Path low = fill(runs, "low", "prior.x_emb.weight", 2e30f);
    fill(runs, "low", "prior.transformer", 1e30f);
    assertThat(generate(runs)).contains(low + ": logits that are not numbers for code 0 of ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void soundThatIsNotOfNumbers_isNotWritten() throws IOException {
    Path runs = runs("large-vqvae");
    Path weights = fill(runs, "vqvae", "decoders.0", 1e30f);
    assertThat(generate(runs)).contains(weights + ": made samples that are not numbers");
    Path sound;
    try (Stream<Path> media = Files.list(pipeline.data().resolve("media"))) {
      sound = media.sorted().findFirst().orElseThrow();
    }
    assertThat(
            failed(
                    1,
                    "reconstruct",
                    "--vqvae",
                    runs.resolve("vqvae"),
                    "--out",
                    folder.resolve("out"),
                    sound)
                .err())
        .contains(weights + ": made samples that are not numbers");
    assertThat(
            Files.exists(folder.resolve("out"))
                ? List.of(folder.resolve("out").toFile().list())
                : List.of())
        .isEmpty();
  }
}
