package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Exponential;
import io.im2wav4j.engine.cpu.LaneSum;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What lies between the products of a step, on rows that were copied to the heap. */
final class RowMath {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final float EPSILON = 1e-5f;
  private static final float QUICK_GELU = 1.702f;

  private RowMath() {}

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(FLOATS, x, at);
  }

  /** y += x. */
  static void add(float[] x, int from, float[] y, int to, int count) {
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      load(y, to + i).add(load(x, from + i)).intoArray(y, to + i);
    }
    for (; i < count; i++) {
      y[to + i] += x[from + i];
    }
  }

  /** y += x + offset. */
  static void add(float[] x, int from, float[] offset, float[] y, int to, int count) {
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      load(y, to + i).add(load(x, from + i)).add(load(offset, i)).intoArray(y, to + i);
    }
    for (; i < count; i++) {
      y[to + i] += x[from + i] + offset[i];
    }
  }

  /** Every row of y += that of x + offset. */
  static void addRows(float[] x, float[] offset, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      add(x, i * offset.length, offset, y, i * offset.length, offset.length);
    }
  }

  /** Every row += offset. */
  static void addToRows(float[] offset, float[] rows, int count) {
    for (int i = 0; i < count; i++) {
      add(offset, 0, rows, i * offset.length, offset.length);
    }
  }

  /** sums += the rows. */
  static void sumColumns(float[] rows, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      add(rows, i * sums.length, sums, 0, sums.length);
    }
  }

  /**
   * y = (x - mean) / deviation * scale + offset.
   *
   * @param statistics gets the mean at {@code row}, one over the deviation after all means
   */
  static void normalise(
      float[] x,
      int from,
      float[] scale,
      float[] offset,
      float[] y,
      int width,
      float[] statistics,
      int row) {
    float mean = sum(x, from, width) / width;
    float inverse = (float) (1 / Math.sqrt(squares(x, from, width, mean) / width + EPSILON));
    statistics[row] = mean;
    statistics[statistics.length / 2 + row] = inverse;
    int i = 0;
    for (; i < FLOATS.loopBound(width); i += LANES) {
      load(x, from + i)
          .sub(mean)
          .mul(inverse)
          .fma(load(scale, i), load(offset, i))
          .intoArray(y, from + i);
    }
    for (; i < width; i++) {
      y[from + i] = Math.fma((x[from + i] - mean) * inverse, scale[i], offset[i]);
    }
  }

  private static float sum(float[] x, int from, int count) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    int i = 0;
    for (; i + 2 * LANES <= count; i += 2 * LANES) {
      a = a.add(load(x, from + i));
      b = b.add(load(x, from + i + LANES));
    }
    float sum = LaneSum.of(a.add(b));
    for (; i < count; i++) {
      sum += x[from + i];
    }
    return sum;
  }

  private static float squares(float[] x, int from, int count, float mean) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    int i = 0;
    for (; i + 2 * LANES <= count; i += 2 * LANES) {
      FloatVector d = load(x, from + i).sub(mean);
      FloatVector e = load(x, from + i + LANES).sub(mean);
      a = d.fma(d, a);
      b = e.fma(e, b);
    }
    float sum = LaneSum.of(a.add(b));
    for (; i < count; i++) {
      float d = x[from + i] - mean;
      sum = Math.fma(d, d, sum);
    }
    return sum;
  }

  /**
   * Back through {@link #normalise}: dx += its gradient, scale's and offset's are added up.
   *
   * @param dy gradient of the result; changed
   */
  static void normaliseBack(
      float[] dy,
      float[] x,
      int from,
      float[] scale,
      float[] dx,
      int width,
      float[] statistics,
      int row,
      float[] scaleSum,
      float[] offsetSum) {
    float mean = statistics[row];
    float inverse = statistics[statistics.length / 2 + row];
    FloatVector sums = FloatVector.zero(FLOATS);
    FloatVector products = sums;
    int i = 0;
    for (; i < FLOATS.loopBound(width); i += LANES) {
      FloatVector n = load(x, from + i).sub(mean).mul(inverse);
      FloatVector d = load(dy, from + i);
      load(offsetSum, i).add(d).intoArray(offsetSum, i);
      d.fma(n, load(scaleSum, i)).intoArray(scaleSum, i);
      FloatVector g = d.mul(load(scale, i));
      g.intoArray(dy, from + i);
      sums = sums.add(g);
      products = g.fma(n, products);
    }
    float sum = LaneSum.of(sums);
    float product = LaneSum.of(products);
    for (; i < width; i++) {
      float n = (x[from + i] - mean) * inverse;
      offsetSum[i] += dy[from + i];
      scaleSum[i] += dy[from + i] * n;
      dy[from + i] *= scale[i];
      sum += dy[from + i];
      product += dy[from + i] * n;
    }
    addCentred(dy, x, from, dx, width, mean, inverse, sum / width, product / width);
  }

  /** dx += (g - their mean - n times the mean of g n) / deviation. */
  private static void addCentred(
      float[] g,
      float[] x,
      int from,
      float[] dx,
      int width,
      float mean,
      float inverse,
      float meanOfG,
      float meanOfProduct) {
    int i = 0;
    for (; i < FLOATS.loopBound(width); i += LANES) {
      FloatVector n = load(x, from + i).sub(mean).mul(inverse);
      load(g, from + i)
          .sub(meanOfG)
          .sub(n.mul(meanOfProduct))
          .mul(inverse)
          .add(load(dx, from + i))
          .intoArray(dx, from + i);
    }
    for (; i < width; i++) {
      float n = (x[from + i] - mean) * inverse;
      dx[from + i] += (g[from + i] - meanOfG - n * meanOfProduct) * inverse;
    }
  }

  /** y = x sigmoid(1.702 x). */
  static void quickGelu(float[] x, float[] y, int count) {
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      FloatVector v = load(x, i);
      v.div(Exponential.of(v.mul(-QUICK_GELU)).add(1f)).intoArray(y, i);
    }
    for (; i < count; i++) {
      y[i] = x[i] * sigmoid(QUICK_GELU * x[i]);
    }
  }

  /** dy times the slope of {@link #quickGelu} at x, in place of dy. */
  static void quickGeluBack(float[] dy, float[] x, int count) {
    int i = 0;
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    for (; i < FLOATS.loopBound(count); i += LANES) {
      FloatVector v = load(x, i).mul(QUICK_GELU);
      FloatVector s = one.div(Exponential.of(v.neg()).add(1f));
      FloatVector slope = s.mul(v.mul(one.sub(s)).add(1f));
      load(dy, i).mul(slope).intoArray(dy, i);
    }
    for (; i < count; i++) {
      float v = QUICK_GELU * x[i];
      float s = sigmoid(v);
      dy[i] *= s * (1 + v * (1 - s));
    }
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  /** y = the larger of x and 0. */
  static void relu(float[] x, float[] y, int count) {
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      load(x, i).max(0f).intoArray(y, i);
    }
    for (; i < count; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  /** Back through {@link #relu}: dy becomes 0 where the result was. */
  static void reluBack(float[] dy, float[] result, int count) {
    FloatVector zero = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      zero.blend(load(dy, i), load(result, i).compare(VectorOperators.GT, 0f)).intoArray(dy, i);
    }
    for (; i < count; i++) {
      dy[i] = result[i] > 0 ? dy[i] : 0;
    }
  }
}
