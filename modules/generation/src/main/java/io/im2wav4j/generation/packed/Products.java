package io.im2wav4j.generation.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows times packed matrices. An output is summed over the inputs in their order, whatever rows are
 * beside it: a row's result never depends on the others.
 */
final class Products {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();
  private static final int PANEL = PackedMatrix.PANEL;

  private Products() {}

  /**
   * y = x W scale + bias for the panels from {@code from} to {@code to}.
   *
   * @param x [rows][xStride], of which the first inputs count
   * @param y [rows][matrix.stride()]
   */
  static void multiply(
      PackedMatrix matrix, int from, int to, float[] x, int xStride, int rows, float[] y) {
    for (int panel = from; panel < to; panel++) {
      int row = 0;
      for (; row + 8 <= rows; row += 8) {
        for (int v = 0; v < PANEL; v += 2 * LANES) {
          eight(matrix, panel, v, x, xStride, row, y);
        }
      }
      for (; row + 2 <= rows; row += 2) {
        for (int v = 0; v < PANEL; v += 4 * LANES) {
          two(matrix, panel, v, x, xStride, row, y);
        }
      }
      if (row < rows) {
        for (int v = 0; v < PANEL; v += 4 * LANES) {
          one(matrix, panel, v, x, xStride, row, y);
        }
      }
    }
  }

  private static FloatVector load(short[] weights, int at) {
    return (FloatVector)
        ShortVector.fromArray(SHORTS, weights, at).convertShape(VectorOperators.S2F, FLOATS, 0);
  }

  private static void store(PackedMatrix m, int output, FloatVector sum, float[] y, int at) {
    sum.fma(
            FloatVector.fromArray(FLOATS, m.scales, output),
            FloatVector.fromArray(FLOATS, m.bias, output))
        .intoArray(y, at);
  }

  private static void one(
      PackedMatrix m, int panel, int v, float[] x, int xStride, int row, float[] y) {
    int inputs = m.inputs;
    short[] w = m.weights;
    int at = panel * PANEL * inputs + v;
    int r0 = row * xStride;
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int k = 0; k < inputs; k++, at += PANEL) {
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[r0 + k]);
      a0 = load(w, at).fma(x0, a0);
      a1 = load(w, at + LANES).fma(x0, a1);
      a2 = load(w, at + 2 * LANES).fma(x0, a2);
      a3 = load(w, at + 3 * LANES).fma(x0, a3);
    }
    int output = panel * PANEL + v;
    int to = row * m.stride() + output;
    store(m, output, a0, y, to);
    store(m, output + LANES, a1, y, to + LANES);
    store(m, output + 2 * LANES, a2, y, to + 2 * LANES);
    store(m, output + 3 * LANES, a3, y, to + 3 * LANES);
  }

  private static void two(
      PackedMatrix m, int panel, int v, float[] x, int xStride, int row, float[] y) {
    int inputs = m.inputs;
    short[] w = m.weights;
    int at = panel * PANEL * inputs + v;
    int r0 = row * xStride;
    int r1 = r0 + xStride;
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    for (int k = 0; k < inputs; k++, at += PANEL) {
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[r0 + k]);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[r1 + k]);
      FloatVector w0 = load(w, at);
      a0 = w0.fma(x0, a0);
      b0 = w0.fma(x1, b0);
      FloatVector w1 = load(w, at + LANES);
      a1 = w1.fma(x0, a1);
      b1 = w1.fma(x1, b1);
      FloatVector w2 = load(w, at + 2 * LANES);
      a2 = w2.fma(x0, a2);
      b2 = w2.fma(x1, b2);
      FloatVector w3 = load(w, at + 3 * LANES);
      a3 = w3.fma(x0, a3);
      b3 = w3.fma(x1, b3);
    }
    int output = panel * PANEL + v;
    int to = row * m.stride() + output;
    store(m, output, a0, y, to);
    store(m, output + LANES, a1, y, to + LANES);
    store(m, output + 2 * LANES, a2, y, to + 2 * LANES);
    store(m, output + 3 * LANES, a3, y, to + 3 * LANES);
    to += m.stride();
    store(m, output, b0, y, to);
    store(m, output + LANES, b1, y, to + LANES);
    store(m, output + 2 * LANES, b2, y, to + 2 * LANES);
    store(m, output + 3 * LANES, b3, y, to + 3 * LANES);
  }

  private static void eight(
      PackedMatrix m, int panel, int v, float[] x, int xStride, int row, float[] y) {
    int inputs = m.inputs;
    int n = xStride;
    short[] w = m.weights;
    int at = panel * PANEL * inputs + v;
    int r = row * n;
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    FloatVector b5 = a0;
    FloatVector b6 = a0;
    FloatVector b7 = a0;
    for (int k = 0; k < inputs; k++, at += PANEL) {
      FloatVector w0 = load(w, at);
      FloatVector w1 = load(w, at + LANES);
      int i = r + k;
      FloatVector c = FloatVector.broadcast(FLOATS, x[i]);
      a0 = w0.fma(c, a0);
      b0 = w1.fma(c, b0);
      c = FloatVector.broadcast(FLOATS, x[i + n]);
      a1 = w0.fma(c, a1);
      b1 = w1.fma(c, b1);
      c = FloatVector.broadcast(FLOATS, x[i + 2 * n]);
      a2 = w0.fma(c, a2);
      b2 = w1.fma(c, b2);
      c = FloatVector.broadcast(FLOATS, x[i + 3 * n]);
      a3 = w0.fma(c, a3);
      b3 = w1.fma(c, b3);
      c = FloatVector.broadcast(FLOATS, x[i + 4 * n]);
      a4 = w0.fma(c, a4);
      b4 = w1.fma(c, b4);
      c = FloatVector.broadcast(FLOATS, x[i + 5 * n]);
      a5 = w0.fma(c, a5);
      b5 = w1.fma(c, b5);
      c = FloatVector.broadcast(FLOATS, x[i + 6 * n]);
      a6 = w0.fma(c, a6);
      b6 = w1.fma(c, b6);
      c = FloatVector.broadcast(FLOATS, x[i + 7 * n]);
      a7 = w0.fma(c, a7);
      b7 = w1.fma(c, b7);
    }
    int output = panel * PANEL + v;
    int stride = m.stride();
    int to = row * stride + output;
    pair(m, output, a0, b0, y, to);
    pair(m, output, a1, b1, y, to + stride);
    pair(m, output, a2, b2, y, to + 2 * stride);
    pair(m, output, a3, b3, y, to + 3 * stride);
    pair(m, output, a4, b4, y, to + 4 * stride);
    pair(m, output, a5, b5, y, to + 5 * stride);
    pair(m, output, a6, b6, y, to + 6 * stride);
    pair(m, output, a7, b7, y, to + 7 * stride);
  }

  private static void pair(
      PackedMatrix m, int output, FloatVector a, FloatVector b, float[] y, int at) {
    store(m, output, a, y, at);
    store(m, output + LANES, b, y, at + LANES);
  }
}
