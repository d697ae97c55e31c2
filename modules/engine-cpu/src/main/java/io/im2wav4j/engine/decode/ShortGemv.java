package io.im2wav4j.engine.decode;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link FloatGemv} with weights of 16 bits, which become floats on their way. */
final class ShortGemv {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();
  private static final int MICRO_PANEL = PanelMatrix.MICRO_PANEL;

  private ShortGemv() {}

  private static FloatVector load(short[] w, int at) {
    return (FloatVector)
        ShortVector.fromArray(SHORTS, w, at).convertShape(VectorOperators.S2F, FLOATS, 0);
  }

  /** Four vectors; the places of three of them are relative to the first. */
  static void four(
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
      short[] w,
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
      short[] w, int at, int o1, int distance, int count, float[] x, int from, float[] y, int to) {
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
