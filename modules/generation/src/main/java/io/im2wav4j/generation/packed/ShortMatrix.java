package io.im2wav4j.generation.packed;

/** 16-bit weights: 15 bits of an output's largest. */
final class ShortMatrix extends PackedMatrix {
  private final short[] weights;

  ShortMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new short[size()];
    pack(values, Short.MAX_VALUE, (at, units) -> weights[at] = (short) units);
  }

  @Override
  void addTile(
      int height, int at, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    switch (height) {
      case 6 -> ShortTiles.six(weights, at, inputs, x, from, xStride, y, to, yStride);
      case 5 -> ShortTiles.five(weights, at, inputs, x, from, xStride, y, to, yStride);
      case 2 -> ShortTiles.two(weights, at, inputs, x, from, xStride, y, to, yStride);
      default -> ShortTiles.one(weights, at, inputs, x, from, xStride, y, to, yStride);
    }
  }

  @Override
  long bytes() {
    return 2L * weights.length;
  }
}
