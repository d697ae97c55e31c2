package io.im2wav4j.encoders.efficientat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.archive.TorchCheckpointWriter;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.core.weights.WeightCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EfficientAtTensorsTest {
  @TempDir Path folder;

  private static Map<String, Object> madeUp() {
    Map<String, Object> tensors = new LinkedHashMap<>();
    EfficientAtTensors.shapes()
        .forEach(
            (name, shape) -> {
              float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
              Arrays.fill(values, tensors.size());
              tensors.put(name, Tensor.of(values, shape));
            });
    tensors.put("features.0.1.num_batches_tracked", Tensor.of(new int[] {7}));
    return tensors;
  }

  private Path written(Map<String, Object> tensors) {
    Path file = folder.resolve("mn04.pt");
    TorchCheckpointWriter.write(file, tensors);
    return file;
  }

  @Test
  void publishedNamesAndShapes_areThoseOf983599Parameters() {
    Map<String, long[]> shapes = EfficientAtTensors.shapes();
    assertThat(shapes).hasSize(312 - 46);
    assertThat(
            shapes.entrySet().stream()
                .filter(e -> !e.getKey().contains("running"))
                .mapToLong(e -> Arrays.stream(e.getValue()).reduce(1, (a, b) -> a * b))
                .sum())
        .isEqualTo(983_599);
  }

  @Test
  void pytorchFile_becomesSafetensorsWithoutTheCounters() {
    Path made = folder.resolve("made.safetensors");
    EfficientAtTensors.convert(written(madeUp()), made);
    Map<String, Tensor> read = SafetensorsReader.readAll(made);
    assertThat(read.keySet()).isEqualTo(EfficientAtTensors.shapes().keySet());
    assertThat(read.get("classifier.5.bias").toFloats()).hasSize(527).containsOnly(265);
  }

  @Test
  void fileOfAnotherNetwork_isRefusedByTensor() {
    Map<String, Object> other = madeUp();
    other.remove("classifier.2.bias");
    other.put("features.0.0.weight", Tensor.of(new float[9], 1, 1, 3, 3));
    other.put("head.weight", Tensor.of(new float[1], 1));
    Path made = folder.resolve("made.safetensors");
    Path file = written(other);
    assertThatThrownBy(() -> EfficientAtTensors.convert(file, made))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("features.0.0.weight of shape [1, 1, 3, 3] instead of [8, 1, 3, 3]")
        .hasMessageContaining("no classifier.2.bias")
        .hasMessageContaining("besides head.weight");
    assertThat(made).doesNotExist();
  }

  @Test
  void publishedFile_isTakenWithItsValues() throws IOException {
    Path published =
        Path.of(System.getProperty("realWeights", "../shared/weights"), "efficientat_mn04_as.pt");
    assumeTrue(Files.exists(published), "published weights absent: " + published);
    Path made = folder.resolve("made.safetensors");
    EfficientAtTensors.convert(published, made);
    assertThat(WeightCatalog.builtIn().get("efficientat-mn04").files().get(0).published().sha256())
        .isEqualTo(TensorFile.sha256(published));
    try (TensorFile before = TensorFile.open(published)) {
      SafetensorsReader.readAll(made)
          .forEach(
              (name, tensor) ->
                  assertThat(tensor.toFloats()).isEqualTo(before.get(name).toFloats()));
    }
  }
}
