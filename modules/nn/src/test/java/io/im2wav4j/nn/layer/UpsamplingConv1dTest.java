package io.im2wav4j.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class UpsamplingConv1dTest {

  @Test
  void equalsTheDefinitionOfTransposedConvolution() {
    try (NDManager manager = NDManager.newBaseManager()) {
      int in = 3;
      int out = 2;
      int t = 5;
      ParameterFactory make = new ParameterFactory(manager, 1);
      UpsamplingConv1d layer = new UpsamplingConv1d(make, in, out);
      NDArray x = make.normal(1, 1, in, t);
      float[] xs = x.toFloatArray();
      float[] w = layer.parameters().get("weight").toFloatArray();
      float[] b = layer.parameters().get("bias").toFloatArray();
      double[] expected = new double[out * 2 * t];
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < 2 * t; i++) {
          expected[o * 2 * t + i] = b[o];
        }
        for (int c = 0; c < in; c++) {
          for (int i = 0; i < t; i++) {
            for (int k = 0; k < 4; k++) {
              int at = 2 * i - 1 + k;
              if (at >= 0 && at < 2 * t) {
                expected[o * 2 * t + at] += xs[c * t + i] * w[(c * out + o) * 4 + k];
              }
            }
          }
        }
      }
      float[] got = layer.forward(x).toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) got[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }
}
