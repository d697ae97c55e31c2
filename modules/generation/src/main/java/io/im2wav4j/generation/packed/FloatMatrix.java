package io.im2wav4j.generation.packed;

import java.util.Arrays;

/** Weights in single precision, as trained. */
final class FloatMatrix extends PackedMatrix {
  private final float[] weights;

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
  void addTile(
      int height, int at, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    switch (height) {
      case 6 -> FloatTiles.six(weights, at, inputs, x, from, xStride, y, to, yStride);
      case 5 -> FloatTiles.five(weights, at, inputs, x, from, xStride, y, to, yStride);
      case 2 -> FloatTiles.two(weights, at, inputs, x, from, xStride, y, to, yStride);
      default -> FloatTiles.one(weights, at, inputs, x, from, xStride, y, to, yStride);
    }
  }

  @Override
  long bytes() {
    return 4L * weights.length;
  }
}
