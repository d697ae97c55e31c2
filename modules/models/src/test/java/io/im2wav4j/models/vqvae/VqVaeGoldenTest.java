package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.golden.Golden;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's numbers: encoders, codes, decoders, losses, gradients, codebook updates. */
class VqVaeGoldenTest {
  static List<String> suites() {
    return GoldenFolder.suites("vqvae-");
  }

  private static double losses(Golden golden) {
    return golden.stated("# relative on losses", 1e-4);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void encoderOutputsCodesAndDecodedSoundsAreTheReferences(String name) {
    Golden golden = Golden.open(name);
    double tolerance = losses(golden);
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVae model = GoldenVqVae.model(manager, GoldenVqVae.config(golden), golden);
      NDArray x = GoldenVqVae.sound(manager, golden, "input.x");
      for (CodeLevel level : model.config().levels()) {
        golden.assertRelative(
            model.encoded(x, level), "expect.encoder." + level.index(), tolerance);
        NDArray codes = model.encode(x, level);
        golden.assertClose(codes, "expect.codes." + level.index(), 0, 0);
        golden.assertRelative(
            model.decode(codes, level), "expect.decode_from_level." + level.index(), tolerance);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void lossesGradientsAndCodebookUpdatesAreTheReferences(String name) {
    Golden golden = Golden.open(name);
    double tolerance = losses(golden);
    double gradients = golden.stated("gradients #", 1e-3);
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVae model = GoldenVqVae.model(manager, GoldenVqVae.config(golden), golden);
      for (CodeLevel level : model.config().levels()) {
        Codebook codebook = model.codebook(level);
        GoldenVqVae.set(codebook.counts(), golden, "input.k_elem." + level.index());
        if (golden.leftOut("input.k_sum")) {
          codebook
              .sums()
              .set(codebook.vectors().mul(codebook.counts().expandDims(1)).toFloatArray());
        } else {
          GoldenVqVae.set(codebook.sums(), golden, "input.k_sum." + level.index());
        }
      }
      VqVaeLoss loss =
          new VqVaeLoss(
              manager,
              model.config().loss(),
              GoldenVqVae.bandwidth(golden.config().get("bandwidth")));
      NDArray x = GoldenVqVae.sound(manager, golden, "input.x");
      model.requireGradient(true);
      VqVaeOutput output =
          GoldenVqVae.withGradient(() -> model.forward(x, loss), VqVaeOutput::loss);
      new VqVaeMetricCheck(golden, tolerance).check(output, loss, true);
      for (String expected : golden.names("expect.grad.")) {
        NDArray parameter = model.parameters().get(expected.substring("expect.grad.".length()));
        golden.assertRelativeL2(parameter.getGradient(), expected, gradients);
      }
      if (!golden.leftOut("expect.grad_norm_all")) {
        double norm = golden.scalar("expect.grad_norm_all");
        assertThat(GoldenVqVae.gradientNorm(model)).isCloseTo(norm, within(gradients * norm));
      }

      Map<CodeLevel, CodebookMetrics> metrics = model.updateCodebooks(output, new Random(1));
      new VqVaeMetricCheck(golden, tolerance).checkCodebooks(metrics);
      for (CodeLevel level : model.config().levels()) {
        Codebook codebook = model.codebook(level);
        golden.assertRelative(codebook.vectors(), "expect.k_after_1." + level.index(), tolerance);
        golden.assertRelative(codebook.sums(), "expect.k_sum_after_1." + level.index(), tolerance);
        golden.assertRelative(
            codebook.counts(), "expect.k_elem_after_1." + level.index(), tolerance);
      }
      // The weights stay, the codebook moves: two more updates with the same batch.
      for (int i = 0; i < 2; i++) {
        model.updateCodebooks(model.forward(x, loss), new Random(1));
      }
      for (CodeLevel level : model.config().levels()) {
        Codebook codebook = model.codebook(level);
        golden.assertRelative(codebook.vectors(), "expect.k_after_3." + level.index(), tolerance);
        golden.assertRelative(
            codebook.counts(), "expect.k_elem_after_3." + level.index(), tolerance);
      }
    }
  }
}
