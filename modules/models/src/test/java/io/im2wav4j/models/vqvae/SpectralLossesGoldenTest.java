package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The reference's numbers for the losses over spectra and samples. */
class SpectralLossesGoldenTest {

  @Test
  void lossesAndTheirGradientOnRealSettings() {
    Golden golden = Golden.open("spectral-losses");
    try (NDManager manager = NDManager.newBaseManager()) {
      List<SpectralResolution> resolutions = new ArrayList<>();
      golden.config().get("stft").forEach(n -> resolutions.add(stft(n)));
      int linfK = golden.config().get("linf_k").asInt();
      VqVaeLossConfig config =
          new VqVaeLossConfig(
              0, 1, 0.02, linfK, 0, 1, stft(golden.config().get("default_stft")), resolutions);
      VqVaeLoss scaled =
          new VqVaeLoss(manager, config, GoldenVqVae.bandwidth(golden.config().get("bandwidth")));
      SpectralLoss loss = new SpectralLoss(manager, config);
      NDArray x = GoldenVqVae.sound(manager, golden, "input.target");
      NDArray y = GoldenVqVae.sound(manager, golden, "input.output");
      SpectralLoss.Target target = loss.target(x);
      golden.assertRelative(loss.spectral(target, y), "expect.spectral", 1e-4);
      golden.assertRelative(loss.multispectral(target, y), "expect.multispectral", 1e-4);
      golden.assertRelative(loss.convergence(target, y), "expect.spectral_convergence", 1e-4);
      SpectralLoss.Target same = scaled.target(x);
      golden.assertRelative(scaled.l2(same, y), "expect.l2", 1e-4);
      golden.assertRelative(scaled.l1(same, y), "expect.l1", 1e-4);
      golden.assertRelative(scaled.linf(same, y), "expect.linf", 1e-4);
      golden.assertRelative(scaled.reconstruction(same, y), "expect.lmix", 1e-4);
      golden.assertRelative(
          gradient(y, target, (t, a) -> loss.multispectral(t, a).sum()).expandDims(2),
          "expect.grad.multispectral_wrt_output",
          1e-4);
    }
  }

  @Test
  void extendedLossesMagnitudesAndGradients() {
    Golden golden = Golden.open("extended/spectral_losses");
    try (NDManager manager = NDManager.newBaseManager()) {
      JsonNode single = golden.json().get("default_stft");
      VqVaeLossConfig config =
          new VqVaeLossConfig(
              0,
              1,
              0,
              1,
              0,
              1,
              new SpectralResolution(
                  single.get("n_fft").asInt(),
                  single.get("hop_length").asInt(),
                  single.get("window_size").asInt()),
              GoldenVqVae.resolutions(golden.config()));
      SpectralLoss loss = new SpectralLoss(manager, config);
      NDArray x = GoldenVqVae.sound(manager, golden, "input.x_in");
      NDArray y = GoldenVqVae.sound(manager, golden, "input.x_out");
      SpectralLoss.Target target = loss.target(x);
      golden.assertClose(loss.spectral(target, y), "expect.spectral_loss", 1e-3, 1e-4);
      golden.assertClose(loss.multispectral(target, y), "expect.multispectral_loss", 1e-3, 1e-4);
      golden.assertClose(loss.convergence(target, y), "expect.spectral_convergence", 1e-3, 1e-4);
      golden.assertClose(loss.logMagnitude(target, y), "expect.log_magnitude_loss", 1e-3, 1e-4);
      gradientClose(
          golden,
          gradient(y, target, (t, a) -> loss.spectral(t, a).mean()),
          "expect.grad_spectral_mean");
      gradientClose(
          golden,
          gradient(y, target, (t, a) -> loss.multispectral(t, a).mean()),
          "expect.grad_multispectral_mean");
      List<SpectralResolution> all = new ArrayList<>(config.resolutions());
      all.add(config.single());
      for (SpectralResolution c : all) {
        String name = "expect.mag_%d_%d_%d_first2048".formatted(c.fft(), c.hop(), c.window());
        if (golden.has(name)) {
          long n = golden.tensor(name).shape()[0];
          NDArray start = x.get(":" + n + ", :2048");
          golden.assertClose(
              new StftMagnitude(manager, c, DataType.FLOAT32).magnitude(start), name, 1e-3, 1e-4);
        }
      }
    }
  }

  private static NDArray gradient(
      NDArray y,
      SpectralLoss.Target target,
      BiFunction<SpectralLoss.Target, NDArray, NDArray> loss) {
    NDArray input = y.duplicate();
    input.setRequiresGradient(true);
    GoldenVqVae.withGradient(() -> loss.apply(target, input), l -> l);
    return input.getGradient().duplicate();
  }

  private static void gradientClose(Golden golden, NDArray got, String name) {
    double largest =
        Arrays.stream(golden.tensor(name).toDoubles()).map(Math::abs).max().orElseThrow();
    golden.assertClose(got, name, 1e-3 * largest, 2e-3);
  }

  private static SpectralResolution stft(JsonNode n) {
    return new SpectralResolution(n.get(0).asInt(), n.get(1).asInt(), n.get(2).asInt());
  }
}
