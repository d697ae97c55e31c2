package io.im2wav4j.generation.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The small arithmetic between the products of a step. */
final class Vectors {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();

  private Vectors() {}

  /** (x - mean) / deviation * scale + offset, epsilon 1e-5. */
  static void normalise(
      float[] x, int from, int width, float[] scale, float[] offset, float[] out, int to) {
    int whole = FLOATS.loopBound(width);
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += LANES) {
      sums = sums.add(FloatVector.fromArray(FLOATS, x, from + i));
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (int i = whole; i < width; i++) {
      sum += x[from + i];
    }
    float mean = sum / width;
    FloatVector squares = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector d = FloatVector.fromArray(FLOATS, x, from + i).sub(mean);
      squares = d.fma(d, squares);
    }
    float square = squares.reduceLanes(VectorOperators.ADD);
    for (int i = whole; i < width; i++) {
      float d = x[from + i] - mean;
      square += d * d;
    }
    float inverse = (float) (1 / Math.sqrt(square / width + 1e-5));
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(FLOATS, x, from + i)
          .sub(mean)
          .mul(inverse)
          .fma(FloatVector.fromArray(FLOATS, scale, i), FloatVector.fromArray(FLOATS, offset, i))
          .intoArray(out, to + i);
    }
    for (int i = whole; i < width; i++) {
      out[to + i] = Math.fma((x[from + i] - mean) * inverse, scale[i], offset[i]);
    }
  }

  /** x sigmoid(1.702 x) in place; {@code count} a multiple of a panel's outputs. */
  static void quickGelu(float[] x, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, i);
      FloatVector e = exponential(v.mul(-1.702f));
      v.div(e.add(1f)).intoArray(x, i);
    }
  }

  /** y = y scale + offset, both from {@code at}; {@code count} a multiple of a vector. */
  static void scale(float[] y, int from, float[] scale, float[] offset, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(FLOATS, y, from + i)
          .fma(
              FloatVector.fromArray(FLOATS, scale, at + i),
              FloatVector.fromArray(FLOATS, offset, at + i))
          .intoArray(y, from + i);
    }
  }

  /** y += x. */
  static void add(float[] x, int from, float[] y, int to, int count) {
    int whole = FLOATS.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(FLOATS, y, to + i)
          .add(FloatVector.fromArray(FLOATS, x, from + i))
          .intoArray(y, to + i);
    }
    for (int i = whole; i < count; i++) {
      y[to + i] += x[from + i];
    }
  }

  /** The scalar product of floats and 16-bit numbers. */
  static float dot(float[] x, int from, short[] y, int at, int count) {
    int whole = FLOATS.loopBound(count);
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += LANES) {
      sums = load(y, at + i).fma(FloatVector.fromArray(FLOATS, x, from + i), sums);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (int i = whole; i < count; i++) {
      sum = Math.fma((float) y[at + i], x[from + i], sum);
    }
    return sum;
  }

  /** y += factor x of 16-bit numbers. */
  static void addScaled(short[] x, int at, float factor, float[] y, int to, int count) {
    int whole = FLOATS.loopBound(count);
    FloatVector f = FloatVector.broadcast(FLOATS, factor);
    for (int i = 0; i < whole; i += LANES) {
      load(x, at + i).fma(f, FloatVector.fromArray(FLOATS, y, to + i)).intoArray(y, to + i);
    }
    for (int i = whole; i < count; i++) {
      y[to + i] = Math.fma((float) x[at + i], factor, y[to + i]);
    }
  }

  /** exp(x - largest) in place; returns the sum. {@code x} may be changed beyond {@code count}. */
  static float exponentials(float[] x, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, x[i]);
    }
    for (int i = 0; i < count; i += LANES) {
      exponential(FloatVector.fromArray(FLOATS, x, i).sub(largest)).intoArray(x, i);
    }
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[i];
    }
    return sum;
  }

  /** A length that {@link #exponentials} can work on. */
  static int padded(int count) {
    return (count + LANES - 1) / LANES * LANES;
  }

  private static FloatVector load(short[] values, int at) {
    return (FloatVector)
        ShortVector.fromArray(SHORTS, values, at).convertShape(VectorOperators.S2F, FLOATS, 0);
  }

  /**
   * e^x to about 2e-7: x = n ln 2 + r, a polynomial for e^r, n into the exponent. The same bytes on
   * every processor of one vector width or another.
   */
  private static FloatVector exponential(FloatVector x) {
    FloatVector in = x.min(88f).max(-87f);
    FloatVector magic = FloatVector.broadcast(FLOATS, 12582912f); // 1.5 x 2^23 rounds to integers
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
