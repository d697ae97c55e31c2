package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Exponential;
import io.im2wav4j.engine.cpu.LaneSum;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Softmax of rows that were copied to the heap, its parts, and the way back. */
final class Softmax {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  private Softmax() {}

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(FLOATS, x, at);
  }

  /** The first {@code seen} values become exp(x) / their sum, the others up to {@code count} 0. */
  static void of(float[] x, int from, int seen, int count) {
    float largest = largest(x, from, seen);
    float sum = exponentials(x, from, seen, largest);
    scale(x, from, seen, 1 / sum);
    Arrays.fill(x, from + seen, from + count, 0);
  }

  static float largest(float[] x, int from, int count) {
    FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      most = most.max(load(x, from + i));
    }
    float largest = most.reduceLanes(VectorOperators.MAX);
    for (; i < count; i++) {
      largest = Math.max(largest, x[from + i]);
    }
    return largest;
  }

  /** exp(x - largest) in place; the sum. */
  static float exponentials(float[] x, int from, int count, float largest) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      FloatVector e = Exponential.of(load(x, from + i).sub(largest));
      e.intoArray(x, from + i);
      sums = sums.add(e);
    }
    float sum = LaneSum.of(sums);
    if (i < count) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, count);
      FloatVector e = Exponential.of(FloatVector.fromArray(FLOATS, x, from + i, rest).sub(largest));
      e.intoArray(x, from + i, rest);
      for (; i < count; i++) {
        sum += x[from + i];
      }
    }
    return sum;
  }

  static void scale(float[] x, int from, int count, float factor) {
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      load(x, from + i).mul(factor).intoArray(x, from + i);
    }
    for (; i < count; i++) {
      x[from + i] *= factor;
    }
  }

  /** Back through {@link #of}: dp becomes p (dp - the sum of p dp). */
  static void back(float[] dp, float[] p, int from, int seen, int count) {
    float sum = product(dp, p, from, seen);
    int i = 0;
    for (; i < FLOATS.loopBound(seen); i += LANES) {
      load(dp, from + i).sub(sum).mul(load(p, from + i)).intoArray(dp, from + i);
    }
    for (; i < seen; i++) {
      dp[from + i] = (dp[from + i] - sum) * p[from + i];
    }
    Arrays.fill(dp, from + seen, from + count, 0);
  }

  private static float product(float[] x, float[] y, int from, int count) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i < FLOATS.loopBound(count); i += LANES) {
      sums = load(x, from + i).fma(load(y, from + i), sums);
    }
    float sum = LaneSum.of(sums);
    for (; i < count; i++) {
      sum = Math.fma(x[from + i], y[from + i], sum);
    }
    return sum;
  }
}
