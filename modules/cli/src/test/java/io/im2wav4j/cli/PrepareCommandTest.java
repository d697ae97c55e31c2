package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareCommandTest {
  /** ONNX: y [N, 3, 1, 1] = GlobalAveragePool(x [N, 3, 8, 8]). */
  private static final String MEAN_COLOUR =
      "CAg6XQoZCgF4EgF5IhFHbG9iYWxBdmVyYWdlUG9vbBIEdGlueVocCgF4EhcKFQgBEhEKAxIBTgoCCAMKAggICgIICGIc"
          + "CgF5EhcKFQgBEhEKAxIBTgoCCAMKAggBCgIIAUICEA0=";

  private static final String DESCRIPTION =
      """
      name: mean colour
      weights: mean.onnx
      picture: {size: 8, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5]}
      """;

  @TempDir private Path folder;

  @Test
  void onnxNetworkOfADescriptionEmbedsFrames_andIsRecordedWithThem() throws IOException {
    Path scenes = TinyPipeline.CONFIGS.resolve("data/scenes-demo.yaml");
    Path data = folder.resolve("data");
    ok("data", "scenes", "--config", scenes, "--out", data, "--set", "train=1", "--set", "test=1");
    Files.write(folder.resolve("mean.onnx"), Base64.getDecoder().decode(MEAN_COLOUR));
    Path yaml = Files.writeString(folder.resolve("mean.yaml"), DESCRIPTION);
    Path out = folder.resolve("features");
    Object[] prepare = {"data", "prepare", "--data", data, "--encoder", yaml, "--out", out};

    assertThat(ok(prepare).out()).contains("made by mean colour");
    JsonNode made = Json.read(out.resolve("embeddings.json"), JsonNode.class).path("identity");
    assertThat(made.path("network").asText()).isEqualTo("mean colour");
    assertThat(made.path("sha256").asText()).hasSize(64);

    Files.writeString(yaml, DESCRIPTION.replace("std: [0.5,", "std: [0.6,"));
    assertThat(failed(1, prepare).err()).contains("embeddings made from something else");
    Files.writeString(yaml, DESCRIPTION.replace("weights", "wieghts"));
    assertThat(failed(1, prepare).err())
        .contains("mean.yaml:2: unknown key 'wieghts'; did you mean 'weights'?");
    Files.writeString(yaml, DESCRIPTION + "output: z\n");
    assertThat(failed(1, prepare).err())
        .contains("an ONNX graph with inputs x [N, 3, 8, 8] and outputs y [N, 3, 1, 1]");
    prepare[5] = "mobilnet-v2";
    assertThat(failed(1, prepare).err()).contains("Did you mean 'mobilenet-v2'?");
  }
}
