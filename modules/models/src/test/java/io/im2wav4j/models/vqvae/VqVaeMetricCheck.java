package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.golden.Golden;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Compares a training pass with the golden's metrics, whose names count levels from 1. */
final class VqVaeMetricCheck {
  private final Golden golden;
  private final double tolerance;

  VqVaeMetricCheck(Golden golden, double tolerance) {
    this.golden = golden;
    this.tolerance = tolerance;
  }

  void check(VqVaeOutput output, VqVaeLoss loss, boolean total) {
    if (total) {
      close("expect.loss", output.loss().getFloat());
    }
    double commitment = 0;
    double reconstruction = 0;
    double spectral = 0;
    double multispectral = 0;
    for (CodeLevel level : output.levels().keySet()) {
      VqVaeOutput.LevelOutput made = output.levels().get(level);
      String number = "_l" + (level.index() + 1);
      NDArray audio = made.audio().stopGradient();
      commitment += made.quantized().commitment().getFloat();
      reconstruction += metric("recons_loss" + number, made.reconstruction());
      multispectral += metric("multispectral_loss" + number, made.multispectral());
      spectral += metric("spectral_loss" + number, loss.spectral(output.target(), audio));
    }
    close("expect.metric.commit_loss", commitment);
    close("expect.metric.recons_loss", reconstruction);
    close("expect.metric.spectral_loss", spectral);
    close("expect.metric.multispectral_loss", multispectral);
    NDArray first = output.levels().get(CodeLevel.UP).audio().stopGradient();
    metric("spectral_convergence", loss.convergence(output.target(), first));
    metric("l1_loss", loss.l1(output.target(), first));
    metric("l2_loss", loss.l2(output.target(), first));
    metric("linf_loss", loss.linf(output.target(), first));
  }

  /** The golden holds means over the levels. */
  void checkCodebooks(Map<CodeLevel, CodebookMetrics> metrics) {
    mean(metrics, "fit", CodebookMetrics::fit);
    mean(metrics, "pn", CodebookMetrics::deviation);
    mean(metrics, "entropy", CodebookMetrics::entropy);
    mean(metrics, "used_curr", CodebookMetrics::usedNow);
    mean(metrics, "usage", CodebookMetrics::usage);
    mean(metrics, "dk", CodebookMetrics::change);
  }

  private void mean(
      Map<CodeLevel, CodebookMetrics> metrics,
      String name,
      ToDoubleFunction<CodebookMetrics> value) {
    close(
        "expect.metric." + name,
        metrics.values().stream().mapToDouble(value).average().orElseThrow());
  }

  private double metric(String name, NDArray value) {
    close("expect.metric." + name, value.getFloat());
    return value.getFloat();
  }

  private void close(String name, double got) {
    if (golden.leftOut(name)) {
      return; // a sum over levels of which the cut has one
    }
    double want = golden.tensor(name).toDoubles()[0];
    assertThat(got)
        .as(golden + " " + name)
        .isCloseTo(want, within(Math.max(1e-7, tolerance * Math.abs(want))));
  }
}
