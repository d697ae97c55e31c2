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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second family of reference numbers: evaluation, one training pass, three training steps. */
class VqVaeExtendedGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"extended/vqvae_small_eval", "extended/vqvae_real_eval"})
  void evaluationIsTheReferences(String name) {
    Golden golden = Golden.open(name);
    golden.need("input.x");
    double tolerance = golden.tolerance("default", "atol");
    String text = golden.json().at("/tolerance/z").asText();
    double margin = Double.parseDouble(text.replaceAll(".*> ([0-9.e-]+).*", "$1"));
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
      new VqVaeMetricCheck(golden, golden.tolerance("default", "rtol")).check(output, loss, true);
      sound(
          golden,
          output.levels().get(CodeLevel.UP).audio().stopGradient(),
          "expect.x_out",
          golden.tolerance("default", "rtol"));
      double gradients = golden.tolerance("grad", "rtol");
      for (String expected : golden.names("expect.grad.")) {
        NDArray parameter = model.parameters().get(expected.substring("expect.grad.".length()));
        golden.assertRelativeL2(parameter.getGradient(), expected, gradients);
      }
      double norm = golden.scalar("expect.grad_norm");
      assertThat(GoldenVqVae.gradientNorm(model)).isCloseTo(norm, within(gradients * norm));
      new VqVaeMetricCheck(golden, golden.tolerance("default", "rtol"))
          .checkCodebooks(model.updateCodebooks(output, new Random(1)));
      for (CodeLevel level : config.levels()) {
        int l = level.index();
        Codebook codebook = model.codebook(level);
        golden.assertClose(codebook.vectors(), "expect.after.k_l" + l, "after");
        golden.assertClose(codebook.sums(), "expect.after.k_sum_l" + l, "after");
        golden.assertClose(codebook.counts(), "expect.after.k_elem_l" + l, "after");
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
          golden.assertClose(value, "expect.eval_loss_" + name, "default");
        });
  }

  @Test
  void lossesAndGradientNormsOfThreeTrainingStepsAreTheReferences() {
    Golden golden = Golden.open("extended/vqvae_small_train");
    double atol = golden.tolerance("default", "atol");
    double rtol = golden.tolerance("default", "rtol");
    double gradients = golden.tolerance("grad", "rtol");
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
      assertThat(rows).as("steps and the loss after them").isGreaterThan(1);
      for (int step = 0; step < rows; step++) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          VqVaeOutput output =
              GoldenVqVae.withGradient(() -> model.forward(x, loss), VqVaeOutput::loss);
          double got = output.loss().getFloat();
          assertThat(got)
              .as("loss before step %d", step)
              .isCloseTo(want[2 * step], within(atol + rtol * want[2 * step]));
          if (step < rows - 1) {
            double norm = GoldenVqVae.gradientNorm(model);
            assertThat(norm)
                .as("gradient norm of step %d", step)
                .isCloseTo(want[2 * step + 1], within(gradients * want[2 * step + 1]));
            adam.step(model, norm);
            model.updateCodebooks(output, new Random(1));
          }
        }
      }
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
    int compared = 0;
    for (int i = 0; i < want.length; i++) {
      if (margins[i] > margin) {
        assertThat(got[i]).as("code %d of level %d", i, level).isEqualTo(want[i]);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static void sound(Golden golden, NDArray got, String name, double tolerance) {
    golden.assertClose(got, name, tolerance, tolerance);
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
