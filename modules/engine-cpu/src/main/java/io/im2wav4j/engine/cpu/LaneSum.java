package io.im2wav4j.engine.cpu;

import jdk.incubator.vector.FloatVector;

/**
 * The sum of a vector's values in one order. Java leaves the order of its own reduction open, and
 * from some version on takes another once a loop is compiled: the same command then gave other last
 * bits from run to run. Through memory, as shuffles of lanes were slower in large methods.
 */
public final class LaneSum {
  private LaneSum() {}

  /** The sum: of every fourth value, then of these four. */
  public static float of(FloatVector x) {
    float[] values = x.toArray();
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = 0; i < values.length; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    return (a + b) + (c + d);
  }
}
