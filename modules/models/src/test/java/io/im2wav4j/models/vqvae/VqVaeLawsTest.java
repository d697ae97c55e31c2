package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VqVaeLawsTest {
  private static final VqVaeConfig SMALL =
      new VqVaeConfig(
          16000,
          2048,
          List.of(2, 1),
          4,
          2,
          3,
          8,
          16,
          0.9,
          0.02,
          1,
          new VqVaeLossConfig(
              0,
              1,
              0.02,
              16,
              0,
              1,
              new SpectralResolution(256, 64, 256),
              List.of(new SpectralResolution(256, 32, 128), new SpectralResolution(64, 16, 64))));

  private NDManager manager;
  private NDScope scope;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    scope = new NDScope();
    scope.suppressNotUsedWarning();
  }

  @AfterEach
  void close() {
    scope.close();
    manager.close();
  }

  @Test
  void publishedConfigurationHasThePublishedSizeNamesAndShapes() {
    VqVaeConfig paper = load("paper.yaml");
    assertThat(paper.hop(CodeLevel.UP)).isEqualTo(8);
    assertThat(paper.hop(CodeLevel.LOW)).isEqualTo(32);
    VqVae model = new VqVae(new ParameterFactory(manager, 1), paper);
    assertThat(model.parameterCount()).isEqualTo(448_770);
    assertThat(model.buffers().values().stream().mapToLong(NDArray::size).sum()).isEqualTo(524_288);
    JsonNode published = GoldenFolder.json("extended/state_dict_names");
    Map<String, List<Long>> expected = new LinkedHashMap<>();
    for (JsonNode tensor : published.at("/models/vqvae/tensors")) {
      List<Long> shape = new ArrayList<>();
      tensor.get(2).forEach(n -> shape.add(n.asLong()));
      expected.put(tensor.get(0).asText(), shape);
    }
    Map<String, List<Long>> got = new LinkedHashMap<>();
    model
        .state()
        .forEach((n, a) -> got.put(n, Arrays.stream(a.getShape().getShape()).boxed().toList()));
    assertThat(got).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void tinyConfigurationHasTwoLevelsAndFarFewerParameters() {
    VqVaeConfig tiny = load("tiny.yaml");
    assertThat(tiny.levels()).containsExactly(CodeLevel.UP, CodeLevel.LOW);
    assertThat(new VqVae(new ParameterFactory(manager, 1), tiny).parameterCount())
        .isLessThan(100_000);
  }

  @Test
  void quantisationPassesTheGradientStraightThrough() {
    Codebook codebook = filled();
    NDArray x = normal(2, 8, 5);
    x.setRequiresGradient(true);
    GoldenVqVae.withGradient(() -> codebook.quantize(x).quantized().sum(), s -> s);
    assertThat(x.getGradient().toFloatArray()).containsOnly(1f);
  }

  @Test
  void codesAreTheNearestVectorsWhereverThePiecesAreCut() {
    Codebook codebook = filled();
    NDArray rows = normal(300_000, 8);
    long[] codes = codebook.nearest(rows).toLongArray();
    float[] k = codebook.vectors().toFloatArray();
    float[] x = rows.toFloatArray();
    for (int r = 0; r < codes.length; r += 997) {
      assertThat(distance(x, r, k, (int) codes[r])).isLessThanOrEqualTo(closest(x, r, k) + 1e-5);
    }
  }

  @Test
  void shiftingTheSoundByAHopShiftsTheCodes() {
    VqVae model = new VqVae(new ParameterFactory(manager, 3), SMALL);
    NDArray sound = normal(1, 4096 + 8);
    model.initialiseCodebooks(sound.get(":, :4096"), new Random(1));
    long[] one = model.encode(sound.get(":, :4096"), CodeLevel.LOW).toLongArray();
    long[] later = model.encode(sound.get(":, 8:4104"), CodeLevel.LOW).toLongArray();
    // Away from the ends, whose zero padding both see in different places.
    assertThat(Arrays.copyOfRange(later, 20, 480)).isEqualTo(Arrays.copyOfRange(one, 21, 481));
  }

  @Test
  void firstBatchFillsTheCodebookWithItsOwnVectors() {
    Codebook codebook = new Codebook(new ParameterFactory(manager, 1), SMALL);
    assertThat(codebook.initialised()).isFalse();
    NDArray rows = normal(40, 8);
    codebook.initialise(rows, new Random(5));
    assertThat(codebook.initialised()).isTrue();
    float[] x = rows.toFloatArray();
    float[] k = codebook.vectors().toFloatArray();
    for (int i = 0; i < 16; i++) {
      float[] vector = Arrays.copyOfRange(k, 8 * i, 8 * i + 8);
      assertThat(
              IntStream.range(0, 40)
                  .anyMatch(r -> Arrays.equals(vector, Arrays.copyOfRange(x, 8 * r, 8 * r + 8))))
          .isTrue();
    }
    assertThat(codebook.counts().toFloatArray()).containsOnly(1f);
  }

  @Test
  void aBatchSmallerThanTheCodebookFillsItWithDistinctVectors() {
    Codebook codebook = new Codebook(new ParameterFactory(manager, 1), SMALL);
    codebook.initialise(normal(3, 8), new Random(5));
    float[] k = codebook.vectors().toFloatArray();
    long distinct =
        IntStream.range(0, 16)
            .mapToObj(i -> Arrays.toString(Arrays.copyOfRange(k, 8 * i, 8 * i + 8)))
            .distinct()
            .count();
    assertThat(distinct).isEqualTo(16);
  }

  @Test
  void trainingLeavesNoArraysBehindAndImprovesTheLoss() {
    VqVae model = new VqVae(new ParameterFactory(manager, 3), SMALL);
    VqVaeLoss loss = new VqVaeLoss(manager, SMALL.loss(), new Bandwidth(0.1, 0.2, 10));
    float[] tone = new float[2 * 2048];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (0.5 * Math.sin(i * 0.05));
    }
    NDArray sound = manager.create(tone, new Shape(2, 2048));
    model.initialiseCodebooks(sound, new Random(1));
    model.requireGradient(true);
    int arrays = 0;
    float before = 0;
    float after = 0;
    for (int step = 0; step < 40; step++) {
      try (NDScope inner = new NDScope()) {
        inner.suppressNotUsedWarning();
        VqVaeOutput output =
            GoldenVqVae.withGradient(() -> model.forward(sound, loss), VqVaeOutput::loss);
        model.updateCodebooks(output, new Random(step));
        for (NDArray p : model.parameters().values()) {
          NDArray gradient = p.getGradient();
          float[] values = p.toFloatArray();
          float[] g = gradient.toFloatArray();
          for (int i = 0; i < values.length; i++) {
            values[i] -= 0.003f * Math.signum(g[i]);
          }
          p.setRequiresGradient(false);
          p.set(values);
          p.setRequiresGradient(true);
          gradient.subi(gradient);
        }
        after = output.loss().getFloat();
      }
      before = step == 0 ? after : before;
      if (step == 2) {
        arrays = manager.getManagedArrays().size();
      }
    }
    assertThat(after).isLessThan(0.7f * before);
    assertThat(manager.getManagedArrays()).hasSizeLessThanOrEqualTo(arrays);
  }

  @Test
  void lossesOfEqualSoundsAreZeroWithAFiniteGradient() {
    VqVaeLoss loss = new VqVaeLoss(manager, SMALL.loss(), new Bandwidth(0.1, 0.2, 10));
    NDArray silence = manager.zeros(new Shape(1, 2048));
    NDArray output = manager.zeros(new Shape(1, 2048));
    output.setRequiresGradient(true);
    NDArray value =
        GoldenVqVae.withGradient(
            () -> {
              SpectralLoss.Target target = loss.target(silence);
              return loss.multispectral(target, output)
                  .add(loss.spectral(target, output))
                  .add(loss.reconstruction(target, output));
            },
            v -> v);
    assertThat(value.getFloat()).isLessThan(1e-12f);
    for (float g : output.getGradient().toFloatArray()) {
      assertThat(g).isFinite();
    }
  }

  @Test
  void levelsWithoutANameAreRefused() {
    assertThatThrownBy(() -> load("tiny.yaml", "model.downsamplingLayers=[3, 1, 1]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("downsamplingLayers is [3, 1, 1]; expected one number for up");
  }

  @Test
  void lengthsThatNoCodeCoversAreRefused() {
    VqVae model = new VqVae(new ParameterFactory(manager, 3), SMALL);
    assertThatThrownBy(() -> model.encode(manager.zeros(new Shape(1, 2047)), CodeLevel.LOW))
        .hasMessage("2047 samples; must be a multiple of the low level's hop, 8");
  }

  private VqVaeConfig load(String name, String... overrides) {
    Path file = Path.of(System.getProperty("root", "../.."), "configs", "vqvae", name);
    return Configs.section(file, "model", VqVaeConfig.class, List.of(overrides));
  }

  private Codebook filled() {
    Codebook codebook = new Codebook(new ParameterFactory(manager, 1), SMALL);
    codebook.initialise(normal(200, 8), new Random(2));
    return codebook;
  }

  private NDArray normal(long... shape) {
    return manager.randomNormal(0, 1, new Shape(shape), DataType.FLOAT32);
  }

  private static double closest(float[] x, int row, float[] k) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 16; i++) {
      best = Math.min(best, distance(x, row, k, i));
    }
    return best;
  }

  private static double distance(float[] x, int row, float[] k, int code) {
    double sum = 0;
    for (int c = 0; c < 8; c++) {
      double d = x[row * 8 + c] - k[code * 8 + c];
      sum += d * d;
    }
    return sum;
  }
}
