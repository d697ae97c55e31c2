package io.im2wav4j.engine.decode;

import java.util.Arrays;

/** Weights in single precision, as trained. */
final class FloatMatrix extends PanelMatrix {
  private final float[] weights;

  FloatMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new float[size()];
    Arrays.fill(scales, 1);
    for (int o = 0; o < outputs; o++) {
      int at = place(o);
      for (int k = 0; k < inputs; k++) {
        weights[at + k * MICRO_PANEL] = values[k * outputs + o];
      }
    }
  }

  @Override
  void four(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    FloatGemv.four(weights, at, o1, o2, o3, inputs, x, from, xStride, y, to, yStride);
  }

  @Override
  void eight(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    FloatGemv.eight(weights, at, o1, o2, inputs, x, from, xStride, y, to, yStride);
  }

  @Override
  void single(int output, float[] x, int from, float[] y, int to) {
    FloatGemv.single(weights, place(output), o1, o2, inputs, x, from, y, to);
  }

  @Override
  void six(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    FloatGemm.six(weights, at, o1, o2, o3, inputs, x, from, xStride, y, to, yStride);
  }
}
