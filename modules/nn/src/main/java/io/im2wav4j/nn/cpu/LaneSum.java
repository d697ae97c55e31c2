package io.im2wav4j.nn.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of a vector's values in one order, halves to halves. Java leaves the order of its own
 * reduction open, and from some version on takes another once a loop is compiled: the same command
 * then gave other last bits from run to run.
 */
public final class LaneSum {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final VectorShuffle<Float> EIGHT = partners(8);
  private static final VectorShuffle<Float> FOUR = partners(4);
  private static final VectorShuffle<Float> TWO = partners(2);
  private static final VectorShuffle<Float> ONE = partners(1);

  private LaneSum() {}

  private static VectorShuffle<Float> partners(int distance) {
    return VectorShuffle.fromOp(FLOATS, lane -> (lane ^ distance) % LANES);
  }

  /** The sum of a vector of the preferred width. */
  public static float of(FloatVector x) {
    FloatVector v = x;
    if (LANES > 8) {
      v = v.add(v.rearrange(EIGHT));
    }
    if (LANES > 4) {
      v = v.add(v.rearrange(FOUR));
    }
    if (LANES > 2) {
      v = v.add(v.rearrange(TWO));
    }
    return v.add(v.rearrange(ONE)).lane(0);
  }
}
