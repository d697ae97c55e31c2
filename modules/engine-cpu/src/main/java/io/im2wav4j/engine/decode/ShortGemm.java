package io.im2wav4j.engine.decode;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link FloatGemm} with weights of 16 bits, which become floats on their way. */
final class ShortGemm {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();
  private static final int MICRO_PANEL = PanelMatrix.MICRO_PANEL;

  private ShortGemm() {}

  private static FloatVector load(short[] w, int at) {
    return (FloatVector)
        ShortVector.fromArray(SHORTS, w, at).convertShape(VectorOperators.S2F, FLOATS, 0);
  }

  static void six(
      short[] w,
      int at,
      int o1,
      int o2,
      int o3,
      int count,
      float[] x,
      int from,
      int xStride,
      float[] y,
      int to,
      int yStride) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    FloatVector e0 = a0;
    FloatVector e1 = a0;
    FloatVector e2 = a0;
    FloatVector e3 = a0;
    FloatVector f0 = a0;
    FloatVector f1 = a0;
    FloatVector f2 = a0;
    FloatVector f3 = a0;
    for (int k = 0; k < count; k++, at += MICRO_PANEL) {
      FloatVector w0 = load(w, at);
      FloatVector w1 = load(w, at + o1);
      FloatVector w2 = load(w, at + o2);
      FloatVector w3 = load(w, at + o3);
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[from + k]);
      a0 = w0.fma(x0, a0);
      a1 = w1.fma(x0, a1);
      a2 = w2.fma(x0, a2);
      a3 = w3.fma(x0, a3);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[from + k + xStride]);
      b0 = w0.fma(x1, b0);
      b1 = w1.fma(x1, b1);
      b2 = w2.fma(x1, b2);
      b3 = w3.fma(x1, b3);
      FloatVector x2 = FloatVector.broadcast(FLOATS, x[from + k + 2 * xStride]);
      c0 = w0.fma(x2, c0);
      c1 = w1.fma(x2, c1);
      c2 = w2.fma(x2, c2);
      c3 = w3.fma(x2, c3);
      FloatVector x3 = FloatVector.broadcast(FLOATS, x[from + k + 3 * xStride]);
      d0 = w0.fma(x3, d0);
      d1 = w1.fma(x3, d1);
      d2 = w2.fma(x3, d2);
      d3 = w3.fma(x3, d3);
      FloatVector x4 = FloatVector.broadcast(FLOATS, x[from + k + 4 * xStride]);
      e0 = w0.fma(x4, e0);
      e1 = w1.fma(x4, e1);
      e2 = w2.fma(x4, e2);
      e3 = w3.fma(x4, e3);
      FloatVector x5 = FloatVector.broadcast(FLOATS, x[from + k + 5 * xStride]);
      f0 = w0.fma(x5, f0);
      f1 = w1.fma(x5, f1);
      f2 = w2.fma(x5, f2);
      f3 = w3.fma(x5, f3);
    }
    a0.intoArray(y, to);
    a1.intoArray(y, to + LANES);
    a2.intoArray(y, to + 2 * LANES);
    a3.intoArray(y, to + 3 * LANES);
    b0.intoArray(y, to + yStride);
    b1.intoArray(y, to + yStride + LANES);
    b2.intoArray(y, to + yStride + 2 * LANES);
    b3.intoArray(y, to + yStride + 3 * LANES);
    c0.intoArray(y, to + 2 * yStride);
    c1.intoArray(y, to + 2 * yStride + LANES);
    c2.intoArray(y, to + 2 * yStride + 2 * LANES);
    c3.intoArray(y, to + 2 * yStride + 3 * LANES);
    d0.intoArray(y, to + 3 * yStride);
    d1.intoArray(y, to + 3 * yStride + LANES);
    d2.intoArray(y, to + 3 * yStride + 2 * LANES);
    d3.intoArray(y, to + 3 * yStride + 3 * LANES);
    e0.intoArray(y, to + 4 * yStride);
    e1.intoArray(y, to + 4 * yStride + LANES);
    e2.intoArray(y, to + 4 * yStride + 2 * LANES);
    e3.intoArray(y, to + 4 * yStride + 3 * LANES);
    f0.intoArray(y, to + 5 * yStride);
    f1.intoArray(y, to + 5 * yStride + LANES);
    f2.intoArray(y, to + 5 * yStride + 2 * LANES);
    f3.intoArray(y, to + 5 * yStride + 3 * LANES);
  }
}
