package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.golden.Golden;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's numbers: encoders, codes, decoders, losses, gradients, codebook updates. */
class VqVaeGoldenTest {
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @ValueSource(strings = {"vqvae-small", "vqvae-published-shape"})
  void encoderOutputsCodesAndDecodedSoundsAreTheReferences(String name) {
    Golden golden = Golden.open(name);
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVae model = GoldenVqVae.model(manager, GoldenVqVae.config(golden), golden);
      NDArray x = GoldenVqVae.sound(manager, golden, "input.x");
      for (CodeLevel level : model.config().levels()) {
        golden.assertRelative(
            model.encoded(x, level), "expect.encoder." + level.index(), TOLERANCE);
        NDArray codes = model.encode(x, level);
        golden.assertClose(codes, "expect.codes." + level.index(), 0, 0);
        golden.assertRelative(
            model.decode(codes, level), "expect.decode_from_level." + level.index(), TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vqvae-small", "vqvae-published-shape"})
  void lossesGradientsAndCodebookUpdatesAreTheReferences(String name) {
    Golden golden = Golden.open(name);
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVae model = GoldenVqVae.model(manager, GoldenVqVae.config(golden), golden);
      for (CodeLevel level : model.config().levels()) {
        GoldenVqVae.set(model.codebook(level).sums(), golden, "input.k_sum." + level.index());
        GoldenVqVae.set(model.codebook(level).counts(), golden, "input.k_elem." + level.index());
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
      new VqVaeMetricCheck(golden, TOLERANCE).check(output, loss, true);
      model
          .parameters()
          .forEach(
              (path, parameter) -> {
                if (golden.has("expect.grad." + path)) {
                  golden.assertRelative(parameter.getGradient(), "expect.grad." + path, TOLERANCE);
                }
              });
      double norm = golden.tensor("expect.grad_norm_all").toDoubles()[0];
      assertThat(GoldenVqVae.gradientNorm(model)).isCloseTo(norm, within(TOLERANCE * norm));

      Map<CodeLevel, CodebookMetrics> metrics = model.updateCodebooks(output, new Random(1));
      new VqVaeMetricCheck(golden, TOLERANCE).checkCodebooks(metrics);
      for (CodeLevel level : model.config().levels()) {
        Codebook codebook = model.codebook(level);
        golden.assertRelative(codebook.vectors(), "expect.k_after_1." + level.index(), TOLERANCE);
        golden.assertRelative(codebook.sums(), "expect.k_sum_after_1." + level.index(), TOLERANCE);
        golden.assertRelative(
            codebook.counts(), "expect.k_elem_after_1." + level.index(), TOLERANCE);
      }
      // The weights stay, the codebook moves: two more updates with the same batch.
      for (int i = 0; i < 2; i++) {
        model.updateCodebooks(model.forward(x, loss), new Random(1));
      }
      for (CodeLevel level : model.config().levels()) {
        Codebook codebook = model.codebook(level);
        golden.assertRelative(codebook.vectors(), "expect.k_after_3." + level.index(), TOLERANCE);
        golden.assertRelative(
            codebook.counts(), "expect.k_elem_after_3." + level.index(), TOLERANCE);
      }
    }
  }
}
