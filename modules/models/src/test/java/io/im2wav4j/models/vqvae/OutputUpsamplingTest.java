package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.nn.layer.Conv1d;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.UpsamplingConv1d;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputUpsamplingTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17})
  void equalsTheTwoLayersOneAfterTheOtherWithTheirGradients(int length) {
    try (NDManager manager = NDManager.newBaseManager()) {
      ParameterFactory make = new ParameterFactory(manager, 1);
      UpsamplingConv1d twice = new UpsamplingConv1d(make, 3, 5);
      Conv1d out = new Conv1d(make, 5, 1, 3, 1, 1, 1);
      OutputUpsampling both = new OutputUpsampling(make, twice, out);
      NDArray x = make.normal(1, 2, 3, length);
      NDArray gradient = make.normal(1, 2, 1, 2 * length);
      NDArray[] of = {x, twice.weight(), twice.bias(), out.weight(), out.bias()};
      for (NDArray a : of) {
        a.setRequiresGradient(true);
      }
      float[] expected = out.forward(twice.forward(x)).toFloatArray();
      close(both.forward(x).toFloatArray(), expected);
      float[][] gradients = new float[of.length][];
      GoldenVqVae.withGradient(
          () -> out.forward(twice.forward(x)).mul(gradient).sum(), loss -> loss);
      for (int i = 0; i < of.length; i++) {
        gradients[i] = of[i].getGradient().toFloatArray();
        of[i].getGradient().subi(of[i].getGradient());
      }
      GoldenVqVae.withGradient(() -> both.forward(x).mul(gradient).sum(), loss -> loss);
      for (int i = 0; i < of.length; i++) {
        close(of[i].getGradient().toFloatArray(), gradients[i]);
      }
    }
  }

  private static void close(float[] got, float[] expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i]).isCloseTo(expected[i], within(1e-4));
    }
  }
}
