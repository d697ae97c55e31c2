package io.im2wav4j.engine.decode;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Two rows times a few vectors of outputs, all inputs: as fast as memory brings the weights. Each
 * vector's weights are in a place of their own, as the processor fetches ahead for each place that
 * is read from front to back: one place alone came at half the speed on an Intel processor. Every
 * loop here and in {@link FloatGemm} adds in the order of the inputs, so a row's sum has the same
 * bytes from any of them.
 *
 * <p>The loops are written out twice, for floats and shorts, as nothing in Java stands for an array
 * of either without an object for each vector.
 *
 * <p>w: weights of a vector's first input from {@code at}, of the next {@code
 * PanelMatrix.MICRO_PANEL} further; x: a row from {@code from}, the other {@code xStride} further;
 * y: likewise from {@code to}.
 */
final class FloatGemv {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int MICRO_PANEL = PanelMatrix.MICRO_PANEL;

  private FloatGemv() {}

  private static FloatVector load(float[] w, int at) {
    return FloatVector.fromArray(FLOATS, w, at);
  }

  /** Four vectors; the places of three of them are relative to the first. */
  static void four(
      float[] w,
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
    for (int k = 0; k < count; k++, at += MICRO_PANEL) {
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[from + k]);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[from + k + xStride]);
      FloatVector v = load(w, at);
      a0 = v.fma(x0, a0);
      b0 = v.fma(x1, b0);
      v = load(w, at + o1);
      a1 = v.fma(x0, a1);
      b1 = v.fma(x1, b1);
      v = load(w, at + o2);
      a2 = v.fma(x0, a2);
      b2 = v.fma(x1, b2);
      v = load(w, at + o3);
      a3 = v.fma(x0, a3);
      b3 = v.fma(x1, b3);
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

  /** Eight vectors: four at {@code distance} from each other, with each another {@code o1} on. */
  static void eight(
      float[] w,
      int at,
      int o1,
      int distance,
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
    for (int k = 0; k < count; k++, at += MICRO_PANEL) {
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[from + k]);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[from + k + xStride]);
      FloatVector v = load(w, at);
      a0 = v.fma(x0, a0);
      b0 = v.fma(x1, b0);
      v = load(w, at + o1);
      a1 = v.fma(x0, a1);
      b1 = v.fma(x1, b1);
      v = load(w, at + distance);
      a2 = v.fma(x0, a2);
      b2 = v.fma(x1, b2);
      v = load(w, at + distance + o1);
      a3 = v.fma(x0, a3);
      b3 = v.fma(x1, b3);
      v = load(w, at + 2 * distance);
      a4 = v.fma(x0, a4);
      b4 = v.fma(x1, b4);
      v = load(w, at + 2 * distance + o1);
      a5 = v.fma(x0, a5);
      b5 = v.fma(x1, b5);
      v = load(w, at + 3 * distance);
      a6 = v.fma(x0, a6);
      b6 = v.fma(x1, b6);
      v = load(w, at + 3 * distance + o1);
      a7 = v.fma(x0, a7);
      b7 = v.fma(x1, b7);
    }
    a0.intoArray(y, to);
    a1.intoArray(y, to + LANES);
    a2.intoArray(y, to + 2 * LANES);
    a3.intoArray(y, to + 3 * LANES);
    a4.intoArray(y, to + 4 * LANES);
    a5.intoArray(y, to + 5 * LANES);
    a6.intoArray(y, to + 6 * LANES);
    a7.intoArray(y, to + 7 * LANES);
    b0.intoArray(y, to + yStride);
    b1.intoArray(y, to + yStride + LANES);
    b2.intoArray(y, to + yStride + 2 * LANES);
    b3.intoArray(y, to + yStride + 3 * LANES);
    b4.intoArray(y, to + yStride + 4 * LANES);
    b5.intoArray(y, to + yStride + 5 * LANES);
    b6.intoArray(y, to + yStride + 6 * LANES);
    b7.intoArray(y, to + yStride + 7 * LANES);
  }

  /** One row, as {@link #eight}. */
  static void single(
      float[] w, int at, int o1, int distance, int count, float[] x, int from, float[] y, int to) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    for (int k = 0; k < count; k++, at += MICRO_PANEL) {
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[from + k]);
      a0 = load(w, at).fma(x0, a0);
      a1 = load(w, at + o1).fma(x0, a1);
      a2 = load(w, at + distance).fma(x0, a2);
      a3 = load(w, at + distance + o1).fma(x0, a3);
      a4 = load(w, at + 2 * distance).fma(x0, a4);
      a5 = load(w, at + 2 * distance + o1).fma(x0, a5);
      a6 = load(w, at + 3 * distance).fma(x0, a6);
      a7 = load(w, at + 3 * distance + o1).fma(x0, a7);
    }
    a0.intoArray(y, to);
    a1.intoArray(y, to + LANES);
    a2.intoArray(y, to + 2 * LANES);
    a3.intoArray(y, to + 3 * LANES);
    a4.intoArray(y, to + 4 * LANES);
    a5.intoArray(y, to + 5 * LANES);
    a6.intoArray(y, to + 6 * LANES);
    a7.intoArray(y, to + 7 * LANES);
  }
}
