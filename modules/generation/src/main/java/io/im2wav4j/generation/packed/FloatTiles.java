package io.im2wav4j.generation.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inmost loops of products of many rows with unpacked weights: y += x W for up to six rows and
 * four vectors of outputs. The sums stay in registers; more rows at once do not fit there.
 *
 * <p>w: weights of the first input from {@code at}, of the next {@code PackedMatrix.PANEL} further;
 * x: a row from {@code from}, the next {@code xStride} further; y: likewise from {@code to}.
 */
final class FloatTiles {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int PANEL = PackedMatrix.PANEL;

  private FloatTiles() {}

  static void one(
      float[] w,
      int at,
      int count,
      float[] x,
      int from,
      int xStride,
      float[] y,
      int to,
      int yStride) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, to);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, to + LANES);
    FloatVector a2 = FloatVector.fromArray(FLOATS, y, to + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(FLOATS, y, to + 3 * LANES);
    for (int k = 0; k < count; k++, at += PANEL) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, w, at);
      FloatVector w1 = FloatVector.fromArray(FLOATS, w, at + LANES);
      FloatVector w2 = FloatVector.fromArray(FLOATS, w, at + 2 * LANES);
      FloatVector w3 = FloatVector.fromArray(FLOATS, w, at + 3 * LANES);
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[from + k]);
      a0 = w0.fma(x0, a0);
      a1 = w1.fma(x0, a1);
      a2 = w2.fma(x0, a2);
      a3 = w3.fma(x0, a3);
    }
    a0.intoArray(y, to);
    a1.intoArray(y, to + LANES);
    a2.intoArray(y, to + 2 * LANES);
    a3.intoArray(y, to + 3 * LANES);
  }

  static void two(
      float[] w,
      int at,
      int count,
      float[] x,
      int from,
      int xStride,
      float[] y,
      int to,
      int yStride) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, to);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, to + LANES);
    FloatVector a2 = FloatVector.fromArray(FLOATS, y, to + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(FLOATS, y, to + 3 * LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, to + yStride);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, to + yStride + LANES);
    FloatVector b2 = FloatVector.fromArray(FLOATS, y, to + yStride + 2 * LANES);
    FloatVector b3 = FloatVector.fromArray(FLOATS, y, to + yStride + 3 * LANES);
    for (int k = 0; k < count; k++, at += PANEL) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, w, at);
      FloatVector w1 = FloatVector.fromArray(FLOATS, w, at + LANES);
      FloatVector w2 = FloatVector.fromArray(FLOATS, w, at + 2 * LANES);
      FloatVector w3 = FloatVector.fromArray(FLOATS, w, at + 3 * LANES);
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
    }
    a0.intoArray(y, to);
    a1.intoArray(y, to + LANES);
    a2.intoArray(y, to + 2 * LANES);
    a3.intoArray(y, to + 3 * LANES);
    b0.intoArray(y, to + yStride);
    b1.intoArray(y, to + yStride + LANES);
    b2.intoArray(y, to + yStride + 2 * LANES);
    b3.intoArray(y, to + yStride + 3 * LANES);
  }

  static void five(
      float[] w,
      int at,
      int count,
      float[] x,
      int from,
      int xStride,
      float[] y,
      int to,
      int yStride) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, to);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, to + LANES);
    FloatVector a2 = FloatVector.fromArray(FLOATS, y, to + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(FLOATS, y, to + 3 * LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, to + yStride);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, to + yStride + LANES);
    FloatVector b2 = FloatVector.fromArray(FLOATS, y, to + yStride + 2 * LANES);
    FloatVector b3 = FloatVector.fromArray(FLOATS, y, to + yStride + 3 * LANES);
    FloatVector c0 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride);
    FloatVector c1 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride + LANES);
    FloatVector c2 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride + 3 * LANES);
    FloatVector d0 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride);
    FloatVector d1 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride + LANES);
    FloatVector d2 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride + 2 * LANES);
    FloatVector d3 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride + 3 * LANES);
    FloatVector e0 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride);
    FloatVector e1 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride + LANES);
    FloatVector e2 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride + 2 * LANES);
    FloatVector e3 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride + 3 * LANES);
    for (int k = 0; k < count; k++, at += PANEL) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, w, at);
      FloatVector w1 = FloatVector.fromArray(FLOATS, w, at + LANES);
      FloatVector w2 = FloatVector.fromArray(FLOATS, w, at + 2 * LANES);
      FloatVector w3 = FloatVector.fromArray(FLOATS, w, at + 3 * LANES);
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
  }

  static void six(
      float[] w,
      int at,
      int count,
      float[] x,
      int from,
      int xStride,
      float[] y,
      int to,
      int yStride) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, to);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, to + LANES);
    FloatVector a2 = FloatVector.fromArray(FLOATS, y, to + 2 * LANES);
    FloatVector a3 = FloatVector.fromArray(FLOATS, y, to + 3 * LANES);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, to + yStride);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, to + yStride + LANES);
    FloatVector b2 = FloatVector.fromArray(FLOATS, y, to + yStride + 2 * LANES);
    FloatVector b3 = FloatVector.fromArray(FLOATS, y, to + yStride + 3 * LANES);
    FloatVector c0 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride);
    FloatVector c1 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride + LANES);
    FloatVector c2 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(FLOATS, y, to + 2 * yStride + 3 * LANES);
    FloatVector d0 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride);
    FloatVector d1 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride + LANES);
    FloatVector d2 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride + 2 * LANES);
    FloatVector d3 = FloatVector.fromArray(FLOATS, y, to + 3 * yStride + 3 * LANES);
    FloatVector e0 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride);
    FloatVector e1 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride + LANES);
    FloatVector e2 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride + 2 * LANES);
    FloatVector e3 = FloatVector.fromArray(FLOATS, y, to + 4 * yStride + 3 * LANES);
    FloatVector f0 = FloatVector.fromArray(FLOATS, y, to + 5 * yStride);
    FloatVector f1 = FloatVector.fromArray(FLOATS, y, to + 5 * yStride + LANES);
    FloatVector f2 = FloatVector.fromArray(FLOATS, y, to + 5 * yStride + 2 * LANES);
    FloatVector f3 = FloatVector.fromArray(FLOATS, y, to + 5 * yStride + 3 * LANES);
    for (int k = 0; k < count; k++, at += PANEL) {
      FloatVector w0 = FloatVector.fromArray(FLOATS, w, at);
      FloatVector w1 = FloatVector.fromArray(FLOATS, w, at + LANES);
      FloatVector w2 = FloatVector.fromArray(FLOATS, w, at + 2 * LANES);
      FloatVector w3 = FloatVector.fromArray(FLOATS, w, at + 3 * LANES);
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
