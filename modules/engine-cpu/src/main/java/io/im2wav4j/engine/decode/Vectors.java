package io.im2wav4j.engine.decode;

import io.im2wav4j.engine.cpu.Exponential;
import io.im2wav4j.engine.cpu.LaneSum;
import java.util.Arrays;
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

  /** 1.5 x 2^23: added, it rounds to integers, which then are the lowest bits. */
  private static final float ROUND = 12582912f;

  private static final float SMALLEST = 1e-30f;

  private Vectors() {}

  /** (x - mean) / deviation * scale + offset, epsilon 1e-5. */
  static void normalise(
      float[] x, int from, int width, float[] scale, float[] offset, float[] out, int to) {
    int whole = FLOATS.loopBound(width);
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += LANES) {
      sums = sums.add(FloatVector.fromArray(FLOATS, x, from + i));
    }
    float sum = LaneSum.of(sums);
    for (int i = whole; i < width; i++) {
      sum += x[from + i];
    }
    float mean = sum / width;
    FloatVector squares = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector d = FloatVector.fromArray(FLOATS, x, from + i).sub(mean);
      squares = d.fma(d, squares);
    }
    float square = LaneSum.of(squares);
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
      FloatVector e = Exponential.of(v.mul(-1.702f));
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

  /**
   * Scalar products of {@code x} with each of {@code count} rows of 16-bit numbers, four rows side
   * by side.
   */
  static void dots(float[] x, int from, int size, short[] rows, int at, int count, float[] out) {
    int j = 0;
    for (; j + 4 <= count; j += 4, at += 4 * size) {
      fourDots(x, from, size, rows, at, out, j);
    }
    for (; j < count; j++, at += size) {
      out[j] = dot(x, from, size, rows, at);
    }
  }

  private static void fourDots(
      float[] x, int from, int size, short[] rows, int at, float[] out, int to) {
    int whole = FLOATS.loopBound(size);
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, from + i);
      a = load(rows, at + i).fma(v, a);
      b = load(rows, at + size + i).fma(v, b);
      c = load(rows, at + 2 * size + i).fma(v, c);
      d = load(rows, at + 3 * size + i).fma(v, d);
    }
    out[to] = withRest(a, x, from, size, rows, at);
    out[to + 1] = withRest(b, x, from, size, rows, at + size);
    out[to + 2] = withRest(c, x, from, size, rows, at + 2 * size);
    out[to + 3] = withRest(d, x, from, size, rows, at + 3 * size);
  }

  private static float dot(float[] x, int from, int size, short[] row, int at) {
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int i = 0; i < FLOATS.loopBound(size); i += LANES) {
      sums = load(row, at + i).fma(FloatVector.fromArray(FLOATS, x, from + i), sums);
    }
    return withRest(sums, x, from, size, row, at);
  }

  private static float withRest(
      FloatVector sums, float[] x, int from, int size, short[] row, int at) {
    float sum = LaneSum.of(sums);
    for (int i = FLOATS.loopBound(size); i < size; i++) {
      sum = Math.fma((float) row[at + i], x[from + i], sum);
    }
    return sum;
  }

  /** out = the rows of 16-bit numbers, each times its share, added up in their order. */
  static void mix(float[] shares, int count, short[] rows, int at, int size, float[] out, int to) {
    int i = 0;
    for (; i + 8 * LANES <= size; i += 8 * LANES) {
      mixEight(shares, count, rows, at + i, size, out, to + i);
    }
    for (; i + LANES <= size; i += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int j = 0; j < count; j++) {
        sum = load(rows, at + i + j * size).fma(FloatVector.broadcast(FLOATS, shares[j]), sum);
      }
      sum.intoArray(out, to + i);
    }
    for (; i < size; i++) {
      float sum = 0;
      for (int j = 0; j < count; j++) {
        sum = Math.fma((float) rows[at + i + j * size], shares[j], sum);
      }
      out[to + i] = sum;
    }
  }

  private static void mixEight(
      float[] shares, int count, short[] rows, int at, int stride, float[] out, int to) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    for (int j = 0; j < count; j++, at += stride) {
      FloatVector share = FloatVector.broadcast(FLOATS, shares[j]);
      a = load(rows, at).fma(share, a);
      b = load(rows, at + LANES).fma(share, b);
      c = load(rows, at + 2 * LANES).fma(share, c);
      d = load(rows, at + 3 * LANES).fma(share, d);
      e = load(rows, at + 4 * LANES).fma(share, e);
      f = load(rows, at + 5 * LANES).fma(share, f);
      g = load(rows, at + 6 * LANES).fma(share, g);
      h = load(rows, at + 7 * LANES).fma(share, h);
    }
    a.intoArray(out, to);
    b.intoArray(out, to + LANES);
    c.intoArray(out, to + 2 * LANES);
    d.intoArray(out, to + 3 * LANES);
    e.intoArray(out, to + 4 * LANES);
    f.intoArray(out, to + 5 * LANES);
    g.intoArray(out, to + 6 * LANES);
    h.intoArray(out, to + 7 * LANES);
  }

  /**
   * The largest of the values without their signs, at least {@link #SMALLEST}: a unit made of it is
   * a number of full precision, and rows of smaller values count as zeros.
   */
  static float largest(float[] x, int from, int count) {
    int whole = FLOATS.loopBound(count);
    FloatVector most = FloatVector.broadcast(FLOATS, SMALLEST);
    for (int i = 0; i < whole; i += LANES) {
      most = most.max(FloatVector.fromArray(FLOATS, x, from + i).abs());
    }
    float largest = most.reduceLanes(VectorOperators.MAX);
    for (int i = whole; i < count; i++) {
      largest = Math.max(largest, Math.abs(x[from + i]));
    }
    return largest;
  }

  /** x in 16 bits: returns the scale of the integers it puts into {@code into}. */
  static float shorten(float[] x, int from, int count, short[] into, int at) {
    int whole = FLOATS.loopBound(count);
    float largest = largest(x, from, count);
    float units = Short.MAX_VALUE / largest;
    for (int i = 0; i < whole; i += LANES) {
      ((ShortVector)
              FloatVector.fromArray(FLOATS, x, from + i)
                  .fma(FloatVector.broadcast(FLOATS, units), FloatVector.broadcast(FLOATS, ROUND))
                  .reinterpretAsInts()
                  .convertShape(VectorOperators.I2S, SHORTS, 0))
          .intoArray(into, at + i);
    }
    for (int i = whole; i < count; i++) {
      into[at + i] = (short) Float.floatToRawIntBits(Math.fma(x[from + i], units, ROUND));
    }
    return largest / Short.MAX_VALUE;
  }

  /** exp(x - largest) in place; returns the sum. {@code x} may be changed beyond {@code count}. */
  static float exponentials(float[] x, int count) {
    int padded = padded(count);
    Arrays.fill(x, count, padded, Float.NEGATIVE_INFINITY);
    FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < padded; i += LANES) {
      most = most.max(FloatVector.fromArray(FLOATS, x, i));
    }
    float largest = most.reduceLanes(VectorOperators.MAX);
    for (int i = 0; i < padded; i += LANES) {
      Exponential.of(FloatVector.fromArray(FLOATS, x, i).sub(largest)).intoArray(x, i);
    }
    Arrays.fill(x, count, padded, 0);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < padded; i += LANES) {
      sum = sum.add(FloatVector.fromArray(FLOATS, x, i));
    }
    return LaneSum.of(sum);
  }

  /** A length that {@link #exponentials} can work on. */
  static int padded(int count) {
    return (count + LANES - 1) / LANES * LANES;
  }

  private static FloatVector load(short[] values, int at) {
    return (FloatVector)
        ShortVector.fromArray(SHORTS, values, at).convertShape(VectorOperators.S2F, FLOATS, 0);
  }
}
