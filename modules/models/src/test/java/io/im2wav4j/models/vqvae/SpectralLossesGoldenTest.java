package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The reference's numbers for the losses over spectra and samples. */
class SpectralLossesGoldenTest {

  @Test
  void lossesAndTheirGradientOnRealSettings() {
    Golden golden = Golden.open("spectral-losses");
    double tolerance = golden.stated("# relative", 1e-4);
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
      golden.assertRelative(loss.spectral(target, y), "expect.spectral", tolerance);
      golden.assertRelative(loss.multispectral(target, y), "expect.multispectral", tolerance);
      golden.assertRelative(loss.convergence(target, y), "expect.spectral_convergence", tolerance);
      SpectralLoss.Target same = scaled.target(x);
      golden.assertRelative(scaled.l2(same, y), "expect.l2", tolerance);
      golden.assertRelative(scaled.l1(same, y), "expect.l1", tolerance);
      golden.assertRelative(scaled.linf(same, y), "expect.linf", tolerance);
      golden.assertRelative(scaled.reconstruction(same, y), "expect.lmix", tolerance);
      golden.assertRelativeL2(
          gradient(y, target, (t, a) -> loss.multispectral(t, a).sum()).expandDims(2),
          "expect.grad.multispectral_wrt_output",
          tolerance);
    }
  }

  @Test
  void extendedLossesMagnitudesAndGradients_andTheStatisticsThatScaleLosses() {
    Golden golden = Golden.open("extended/spectral_losses");
    Golden statistics = Golden.open("extended/bandwidth");
    golden.need("input.x_in");
    statistics.need("input.clips");
    extendedLosses(golden);
    bandwidth(statistics);
  }

  private static void extendedLosses(Golden golden) {
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
      golden.assertClose(loss.spectral(target, y), "expect.spectral_loss", "default");
      golden.assertClose(loss.multispectral(target, y), "expect.multispectral_loss", "default");
      golden.assertClose(loss.convergence(target, y), "expect.spectral_convergence", "default");
      golden.assertClose(loss.logMagnitude(target, y), "expect.log_magnitude_loss", "default");
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
      int compared = 0;
      for (SpectralResolution c : all) {
        String name = "expect.mag_%d_%d_%d_first2048".formatted(c.fft(), c.hop(), c.window());
        if (golden.has(name)) {
          long n = golden.tensor(name).shape()[0];
          NDArray start = x.get(":" + n + ", :2048");
          golden.assertClose(
              new StftMagnitude(manager, c, DataType.FLOAT32).magnitude(start), name, "default");
          compared++;
        }
      }
      assertThat(compared).isPositive();
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
    golden.assertRelativeL2(got, name, golden.tolerance("grad", "rtol"));
  }

  /** Of stereo clips. */
  private static void bandwidth(Golden golden) {
    Tensor clips = golden.tensor("input.clips");
    float[] samples = clips.toFloats();
    int length = (int) clips.shape()[1];
    int channels = (int) clips.shape()[2];
    Bandwidth.Estimator estimator = new Bandwidth.Estimator(GoldenVqVae.SINGLE);
    for (int n = 0; n < clips.shape()[0]; n++) {
      float[][] clip = new float[channels][length];
      for (int t = 0; t < length; t++) {
        for (int c = 0; c < channels; c++) {
          clip[c][t] = samples[(n * length + t) * channels + c];
        }
      }
      estimator.add(clip);
    }
    Bandwidth got = estimator.bandwidth();
    golden.assertClose(new double[] {got.l2()}, "expect.l2", "default");
    golden.assertClose(new double[] {got.l1()}, "expect.l1", "default");
    golden.assertClose(new double[] {got.spec()}, "expect.spec", "default");
  }

  private static SpectralResolution stft(JsonNode n) {
    return new SpectralResolution(n.get(0).asInt(), n.get(1).asInt(), n.get(2).asInt());
  }
}
