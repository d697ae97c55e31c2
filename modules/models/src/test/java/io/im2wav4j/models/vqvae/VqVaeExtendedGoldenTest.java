package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second family of reference numbers: evaluation, one training pass, three training steps. */
class VqVaeExtendedGoldenTest {

  @ParameterizedTest
  @CsvSource({"extended/vqvae_small_eval, 2e-4, 1e-4", "extended/vqvae_real_eval, 5e-4, 1e-3"})
  void evaluationIsTheReferences(String name, double tolerance, double margin) {
    Golden golden = Golden.open(name);
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVae model = GoldenVqVae.model(manager, GoldenVqVae.extendedConfig(golden), golden);
      NDArray x = GoldenVqVae.sound(manager, golden, "input.x");
      for (CodeLevel level : model.config().levels()) {
        int l = level.index();
        golden.assertClose(model.encoded(x, level), "expect.enc_l" + l, tolerance, tolerance);
        codesAgree(golden, model.encode(x, level), l, margin);
        // The reference's own codes, so that a near tie does not matter here.
        NDArray codes = golden.array(manager, "expect.z_l" + l);
        if (golden.has("expect.dequant_l" + l)) {
          golden.assertClose(
              model.codebook(level).lookUp(codes), "expect.dequant_l" + l, tolerance, tolerance);
        }
        sound(golden, model.decode(codes, level), "expect.dec_from_l" + l, tolerance);
        NDArray random = golden.array(manager, "input.rand_z_l" + l);
        sound(golden, model.decode(random, level), "expect.rand_dec_from_l" + l, tolerance);
      }
    }
  }

  @Test
  void trainingPassGradientsAndCodebooksAreTheReferences() {
    Golden golden = Golden.open("extended/vqvae_small_train");
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      VqVaeConfig config = GoldenVqVae.extendedConfig(golden);
      VqVae model = GoldenVqVae.model(manager, config, golden);
      Bandwidth bandwidth = GoldenVqVae.bandwidth(golden.json().get("bandwidth"));
      VqVaeLoss loss = new VqVaeLoss(manager, config.loss(), bandwidth);
      NDArray x = GoldenVqVae.sound(manager, golden, "input.x");
      restore(model);
      model.requireGradient(true);
      VqVaeOutput output =
          GoldenVqVae.withGradient(() -> model.forward(x, loss), VqVaeOutput::loss);
      new VqVaeMetricCheck(golden, 1e-3).check(output, loss, true);
      sound(golden, output.levels().get(CodeLevel.UP).audio().stopGradient(), "expect.x_out", 1e-3);
      model.parameters().forEach((path, p) -> gradient(golden, p.getGradient(), path));
      double norm = golden.tensor("expect.grad_norm").toDoubles()[0];
      assertThat(GoldenVqVae.gradientNorm(model)).isCloseTo(norm, within(2e-3 * norm));
      new VqVaeMetricCheck(golden, 1e-3)
          .checkCodebooks(model.updateCodebooks(output, new Random(1)));
      for (CodeLevel level : config.levels()) {
        int l = level.index();
        Codebook codebook = model.codebook(level);
        golden.assertClose(codebook.vectors(), "expect.after.k_l" + l, 1e-4, 1e-3);
        golden.assertClose(codebook.sums(), "expect.after.k_sum_l" + l, 1e-4, 1e-3);
        golden.assertClose(codebook.counts(), "expect.after.k_elem_l" + l, 1e-4, 1e-3);
      }
      evaluationLosses(golden, manager, model, x, bandwidth);
    }
  }

  /** The whole loss, after the update, with one reconstruction term in place of the mixture. */
  private static void evaluationLosses(
      Golden golden, NDManager manager, VqVae model, NDArray x, Bandwidth bandwidth) {
    VqVaeLossConfig c = model.config().loss();
    Map<String, double[]> weights = new LinkedHashMap<>();
    weights.put("l1", new double[] {1, 0, 0});
    weights.put("l2", new double[] {0, 1, 0});
    weights.put("linf", new double[] {0, 0, 1});
    weights.forEach(
        (name, w) -> {
          VqVaeLossConfig one =
              new VqVaeLossConfig(
                  w[0],
                  w[1],
                  w[2],
                  c.linfK(),
                  c.spectral(),
                  c.multispectral(),
                  c.single(),
                  c.resolutions());
          NDArray value = model.forward(x, new VqVaeLoss(manager, one, bandwidth)).loss();
          golden.assertClose(value, "expect.eval_loss_" + name, 1e-4, 1e-3);
        });
  }

  @Test
  void threeTrainingStepsAreTheReferences() {
    Golden golden = Golden.open("extended/vqvae_small_train");
    try (NDManager manager = NDManager.newBaseManager()) {
      VqVaeConfig config = GoldenVqVae.extendedConfig(golden);
      VqVae model = GoldenVqVae.model(manager, config, golden);
      VqVaeLoss loss =
          new VqVaeLoss(
              manager, config.loss(), GoldenVqVae.bandwidth(golden.json().get("bandwidth")));
      NDArray x = GoldenVqVae.sound(manager, golden, "input.x");
      restore(model);
      model.requireGradient(true);
      Adam adam = new Adam();
      double[] want = golden.tensor("expect.train3.loss_and_grad_norm").toDoubles();
      int rows = want.length / 2;
      for (int step = 0; step < rows; step++) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          VqVaeOutput output =
              GoldenVqVae.withGradient(() -> model.forward(x, loss), VqVaeOutput::loss);
          double got = output.loss().getFloat();
          assertThat(got)
              .as("loss before step %d", step)
              .isCloseTo(want[2 * step], within(1e-4 + 1e-3 * want[2 * step]));
          if (step < rows - 1) {
            double norm = GoldenVqVae.gradientNorm(model);
            assertThat(norm)
                .as("gradient norm of step %d", step)
                .isCloseTo(want[2 * step + 1], within(2e-3 * want[2 * step + 1]));
            adam.step(model, norm);
            model.updateCodebooks(output, new Random(1));
          }
        }
      }
      model
          .parameters()
          .forEach(
              (path, p) -> {
                if (golden.has("expect.train3." + path)) {
                  golden.assertClose(p, "expect.train3." + path, 1e-4, 1e-3);
                }
              });
    }
  }

  private static void restore(VqVae model) {
    model.config().levels().forEach(level -> model.codebook(level).restore(1));
  }

  private static void codesAgree(Golden golden, NDArray codes, int level, double margin) {
    double[] margins = golden.tensor("expect.z_margin_l" + level).toDoubles();
    double[] want = golden.tensor("expect.z_l" + level).toDoubles();
    double[] got = Golden.doubles(codes);
    assertThat(got).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++) {
      if (margins[i] > margin) {
        assertThat(got[i]).as("code %d of level %d", i, level).isEqualTo(want[i]);
      }
    }
  }

  private static void sound(Golden golden, NDArray got, String name, double tolerance) {
    golden.assertClose(got, name, tolerance, tolerance);
  }

  private static void gradient(Golden golden, NDArray got, String path) {
    String name = "expect.grad." + path;
    if (golden.has(name)) {
      double largest =
          Arrays.stream(golden.tensor(name).toDoubles()).map(Math::abs).max().orElseThrow();
      golden.assertClose(got, name, 2e-3 * largest, 2e-3);
    }
  }

  /** The reference's Adam (rate 1e-3, clip 1): epsilon is added before the bias correction. */
  private static final class Adam {
    private final Map<String, double[]> first = new LinkedHashMap<>();
    private final Map<String, double[]> second = new LinkedHashMap<>();
    private int step;

    void step(VqVae model, double norm) {
      step++;
      double clip = norm > 1 ? 1 / (norm + 1e-6) : 1;
      double rate = 1e-3 * Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
      model
          .parameters()
          .forEach(
              (path, parameter) -> {
                Tensor values = Weights.tensor(parameter);
                float[] p = values.toFloats();
                float[] g = parameter.getGradient().toFloatArray();
                double[] m = first.computeIfAbsent(path, k -> new double[p.length]);
                double[] v = second.computeIfAbsent(path, k -> new double[p.length]);
                for (int i = 0; i < p.length; i++) {
                  double gi = g[i] * clip;
                  m[i] = 0.9 * m[i] + 0.1 * gi;
                  v[i] = 0.999 * v[i] + 0.001 * gi * gi;
                  p[i] -= (float) (rate * m[i] / (Math.sqrt(v[i]) + 1e-8));
                }
                parameter.setRequiresGradient(false);
                parameter.set(p);
                parameter.setRequiresGradient(true);
                parameter.getGradient().muli(0);
              });
    }
  }
}
