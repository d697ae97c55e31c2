package io.im2wav4j.engine.decode;

/** 16-bit weights: 15 bits of an output's largest. */
final class ShortMatrix extends PanelMatrix {
  private final short[] weights;

  ShortMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new short[size()];
    pack(
        values,
        Short.MAX_VALUE,
        (input, output, units) -> weights[place(input, output)] = (short) units);
  }

  @Override
  void four(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    ShortGemv.four(weights, at, o1, o2, o3, inputs, x, from, xStride, y, to, yStride);
  }

  @Override
  void eight(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    ShortGemv.eight(weights, at, o1, o2, inputs, x, from, xStride, y, to, yStride);
  }

  @Override
  void single(int output, float[] x, int from, float[] y, int to) {
    ShortGemv.single(weights, place(output), o1, o2, inputs, x, from, y, to);
  }

  @Override
  void six(int output, float[] x, int from, int xStride, float[] y, int to, int yStride) {
    int at = place(output);
    ShortGemm.six(weights, at, o1, o2, o3, inputs, x, from, xStride, y, to, yStride);
  }
}
