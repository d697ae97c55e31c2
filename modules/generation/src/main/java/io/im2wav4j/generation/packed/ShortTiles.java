package io.im2wav4j.generation.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link FloatTiles} on 16-bit weights, for as few rows as make memory the limit. */
final class ShortTiles {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();
  private static final int PANEL = PackedMatrix.PANEL;

  private ShortTiles() {}

  private static FloatVector load(short[] w, int at) {
    return (FloatVector)
        ShortVector.fromArray(SHORTS, w, at).convertShape(VectorOperators.S2F, FLOATS, 0);
  }

  static void one(
      short[] w,
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
      FloatVector w0 = load(w, at);
      FloatVector w1 = load(w, at + LANES);
      FloatVector w2 = load(w, at + 2 * LANES);
      FloatVector w3 = load(w, at + 3 * LANES);
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
      short[] w,
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
      FloatVector w0 = load(w, at);
      FloatVector w1 = load(w, at + LANES);
      FloatVector w2 = load(w, at + 2 * LANES);
      FloatVector w3 = load(w, at + 3 * LANES);
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
}
