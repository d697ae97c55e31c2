package io.im2wav4j.generation.packed;

/** 8-bit weights: 7 bits of an output's largest, a loss that can be heard; an option only. */
final class ByteMatrix extends PackedMatrix {
  /** The shortest vector of bytes may be longer than one of floats, and read past the end. */
  private static final int MARGIN = 8;

  private final byte[] weights;

  ByteMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new byte[size() + MARGIN];
    pack(values, Byte.MAX_VALUE, (at, units) -> weights[at] = (byte) units);
  }

  @Override
  void addTile(
      int height, int at, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    switch (height) {
      case 6 -> ByteTiles.six(weights, at, inputs, x, from, xStride, y, to, yStride);
      case 5 -> ByteTiles.five(weights, at, inputs, x, from, xStride, y, to, yStride);
      case 2 -> ByteTiles.two(weights, at, inputs, x, from, xStride, y, to, yStride);
      default -> ByteTiles.one(weights, at, inputs, x, from, xStride, y, to, yStride);
    }
  }

  @Override
  long bytes() {
    return size();
  }
}
