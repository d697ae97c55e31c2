package io.im2wav4j.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantSettingsTest {
  private static final Path ROOT = Path.of(System.getProperty("root", "../..")).toAbsolutePath();

  @Test
  void yamlOfAnEncoderIsATrainingRun_unlessItDescribesAnOnnxFile(@TempDir Path folder)
      throws IOException {
    Path description =
        Files.writeString(
            folder.resolve("net.yaml"),
            "name: n\nweights: n.onnx\npicture: {size: 8, mean: [0, 0, 0], std: [1, 1, 1]}\n");
    assertThat(settings(folder, "net.yaml").trainsEncoder()).isFalse();
    assertThat(settings(folder, "net.yaml").publishedEncoder()).isEqualTo(description.toString());
    String run = ROOT.resolve("configs/encoder/tiny.yaml").toString();
    assertThat(settings(folder, run).trainsEncoder()).isTrue();
    assertThat(settings(folder, "clip-vit-b32").publishedEncoder()).isEqualTo("clip-vit-b32");
  }

  private static VariantSettings settings(Path folder, String encoder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("experiment.yaml"),
            "extends: "
                + ROOT.resolve("experiments/guidance/experiment.yaml")
                + "\nbase: {encoder: "
                + encoder
                + "}\n");
    ExperimentFile experiment = ExperimentFile.open(file.toString());
    return new VariantSettings(experiment, experiment.experiment().baselineVariant());
  }
}
