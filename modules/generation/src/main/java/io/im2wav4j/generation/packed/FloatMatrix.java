package io.im2wav4j.generation.packed;

import java.util.Arrays;

/** Weights in single precision, as trained. */
final class FloatMatrix extends PackedMatrix {
  final float[] weights;

  FloatMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new float[size()];
    Arrays.fill(scales, 1);
    for (int o = 0; o < outputs; o++) {
      int at = o / PANEL * PANEL * inputs + o % PANEL;
      for (int k = 0; k < inputs; k++) {
        weights[at + k * PANEL] = values[k * outputs + o];
      }
    }
  }

  @Override
  boolean addFew(int panel, float[] x, int xStride, int rows, float[] y) {
    Products.add(
        weights, panel * PANEL * inputs, inputs, x, 0, xStride, rows, y, panel * PANEL, stride());
    return true;
  }

  @Override
  void unpack(int panel, int from, int count, float[] room) {
    System.arraycopy(weights, (panel * inputs + from) * PANEL, room, 0, count * PANEL);
  }

  @Override
  long bytes() {
    return 4L * weights.length;
  }
}
