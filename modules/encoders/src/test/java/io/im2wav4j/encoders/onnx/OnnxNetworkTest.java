package io.im2wav4j.encoders.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNetworkTest {
  private static final OnnxSignature SIGNATURE =
      new OnnxSignature(List.of(OnnxPort.batched("x", 2)), List.of(OnnxPort.batched("y", 2)));

  @TempDir private Path folder;

  @Test
  void batchGoesThroughTheGraph() {
    try (OnnxNetwork network = OnnxNetwork.open(file(TinyGraph.of("Neg")), SIGNATURE)) {
      assertThat(network.run(1, Map.of("x", new float[] {1, -2})).get("y")).containsExactly(-1, 2);
      assertThat(network.run(3, Map.of("x", new float[] {1, 2, 3, 4, 5, 6})).get("y"))
          .containsExactly(-1, -2, -3, -4, -5, -6);
    }
  }

  @Test
  void pyTorchStaysTheDefaultEngine() {
    try (OnnxNetwork network = OnnxNetwork.open(file(TinyGraph.of("Abs")), SIGNATURE);
        NDManager manager = NDManager.newBaseManager()) {
      network.run(1, Map.of("x", new float[2]));
      assertThat(Engine.getDefaultEngineName()).isEqualTo("PyTorch");
      assertThat(manager.getEngine().getEngineName()).isEqualTo("PyTorch");
    }
  }

  @Test
  void graphOfAnotherNetwork_isRefusedWithWhatWasFoundAndWhatIsNeeded() {
    Path file = file(TinyGraph.of("Neg"));
    OnnxSignature other =
        new OnnxSignature(
            List.of(OnnxPort.batched("logmel", 96, 64)), List.of(OnnxPort.batched("scores", 521)));
    assertThatThrownBy(() -> OnnxNetwork.open(file, other))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + ": an ONNX graph with inputs x [N, 2] and outputs y [N, 2]; expected inputs logmel"
                + " [N, 96, 64] and outputs scores [N, 521]. Check that it is the file of this"
                + " network");
    OnnxSignature wider =
        new OnnxSignature(List.of(OnnxPort.batched("x", 2)), List.of(OnnxPort.batched("y", 3)));
    assertThatThrownBy(() -> OnnxNetwork.open(file, wider)).isInstanceOf(UserError.class);
  }

  @Test
  void whatIsNoGraph_isRefusedInOneLine() {
    byte[] whole = TinyGraph.of("Neg");
    byte[] text = "no graph, but a text of some length".getBytes(StandardCharsets.UTF_8);
    for (byte[] bytes :
        List.of(
            new byte[0],
            text,
            Arrays.copyOf(whole, whole.length / 2),
            TinyGraph.of("NoOperator"))) {
      Path file = file(bytes);
      assertThatThrownBy(() -> OnnxNetwork.open(file, SIGNATURE))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageContaining("expected an ONNX file")
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> OnnxNetwork.open(folder.resolve("absent.onnx"), SIGNATURE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void mutatedGraphs_openOrAreRefused_andNothingElse() {
    byte[] whole = TinyGraph.of("Neg");
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try (OnnxNetwork network = OnnxNetwork.open(file(bytes), SIGNATURE)) {
        assertThat(network.run(1, Map.of("x", new float[2])).get("y")).hasSize(2);
      } catch (UserError | IllegalStateException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
      }
    }
  }

  @Test
  void aGraphThatKillsOnnxRuntimeCostsAnError_andTheNextGraphRuns() {
    Path killer = file("killer.onnx", TinyGraph.dividingByZero());
    assertThatThrownBy(() -> OnnxNetwork.open(killer, SIGNATURE))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(killer + ": ")
        .hasMessageContaining("killed the process that reads it, twice")
        .hasMessageContaining("poisonous");
    long begun = System.nanoTime();
    assertThatThrownBy(() -> OnnxNetwork.open(killer, SIGNATURE)).hasMessageContaining("poisonous");
    assertThat(System.nanoTime() - begun).as("refused at once").isLessThan(100_000_000);
    try (OnnxNetwork network = OnnxNetwork.open(file(TinyGraph.of("Neg")), SIGNATURE)) {
      assertThat(network.run(1, Map.of("x", new float[] {1, -2})).get("y")).containsExactly(-1, 2);
    }
  }

  @Test
  void onnxDiffersFromOtherFilesOfWeights_inItsFirstBytes() {
    assertThat(OnnxNetwork.isOnnx(file(TinyGraph.of("Neg")))).isTrue();
    byte[] safetensors = {8, 1, 0, 0, 0, 0, 0, 0, '{', '"'};
    assertThat(OnnxNetwork.isOnnx(file(safetensors))).isFalse();
    assertThat(OnnxNetwork.isOnnx(file(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 8, 0}))).isFalse();
    assertThat(OnnxNetwork.isOnnx(file(new byte[0]))).isFalse();
  }

  private Path file(byte[] bytes) {
    return file("graph.onnx", bytes);
  }

  private Path file(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
