package io.im2wav4j.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The exponential function of vectors, which Java computes one value at a time. */
public final class Exponential {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** 1.5 x 2^23: added, it rounds to integers, which then are the lowest bits. */
  private static final float ROUND = 12582912f;

  private Exponential() {}

  /**
   * e^x to about 2e-7: x = n ln 2 + r, a polynomial for e^r, n into the exponent. The same bytes on
   * every processor of one vector width or another.
   */
  public static FloatVector of(FloatVector x) {
    FloatVector in = x.min(88f).max(-87f);
    FloatVector magic = FloatVector.broadcast(FLOATS, ROUND);
    FloatVector shifted = in.fma(FloatVector.broadcast(FLOATS, 1.44269504f), magic);
    FloatVector n = shifted.sub(magic);
    FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -0.693359375f), in);
    r = n.fma(FloatVector.broadcast(FLOATS, 2.12194440e-4f), r);
    FloatVector p = FloatVector.broadcast(FLOATS, 1.9875691500e-4f);
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1.3981999507e-3f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 8.3334519073e-3f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 4.1665795894e-2f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1.6666665459e-1f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 5.0000001201e-1f));
    p = p.fma(r.mul(r), r).add(1f);
    return p.reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
        .reinterpretAsFloats();
  }
}
