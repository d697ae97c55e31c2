package io.im2wav4j.engine.decode;

/** 8-bit weights: 7 bits of an output's largest, a loss that can be heard; an option only. */
final class ByteMatrix extends StripMatrix {
  /** The shortest vector of bytes may be longer than one of floats, and read past the end. */
  private static final int MARGIN = 8;

  private final byte[] weights;

  ByteMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new byte[size() + MARGIN];
    pack(
        values,
        Byte.MAX_VALUE,
        (input, output, units) -> weights[place(input, output)] = (byte) units);
  }

  @Override
  void four(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    ByteStrips.four(weights, at, o1, o2, o3, inputs, x, from, xStride, y, to, yStride);
  }

  @Override
  void eight(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    ByteStrips.eight(weights, at, o1, o2, inputs, x, from, xStride, y, to, yStride);
  }

  @Override
  void single(int output, float[] x, int from, float[] y, int to) {
    ByteStrips.single(weights, place(output), o1, o2, inputs, x, from, y, to);
  }

  @Override
  void six(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    ByteTiles.six(weights, at, o1, o2, o3, inputs, x, from, xStride, y, to, yStride);
  }

  @Override
  long bytes() {
    return count();
  }
}
