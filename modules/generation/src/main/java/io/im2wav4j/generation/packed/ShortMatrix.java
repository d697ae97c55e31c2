package io.im2wav4j.generation.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** 16-bit weights: 15 bits of an output's largest. */
final class ShortMatrix extends PackedMatrix {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
  private static final int LANES = FLOATS.length();

  private final short[] weights;

  ShortMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new short[size()];
    pack(values, Short.MAX_VALUE, (at, units) -> weights[at] = (short) units);
  }

  @Override
  boolean addFew(int panel, float[] x, int xStride, int rows, float[] y) {
    for (int v = 0; v < PANEL; v += 4 * LANES) {
      int at = panel * PANEL * inputs + v;
      int to = panel * PANEL + v;
      if (rows == 2) {
        ShortTiles.two(weights, at, inputs, x, 0, xStride, y, to, stride());
      } else {
        ShortTiles.one(weights, at, inputs, x, 0, xStride, y, to, stride());
      }
    }
    return true;
  }

  @Override
  void unpack(int panel, int from, int count, float[] room) {
    int at = (panel * inputs + from) * PANEL;
    for (int i = 0; i < count * PANEL; i += LANES) {
      ((FloatVector)
              ShortVector.fromArray(SHORTS, weights, at + i)
                  .convertShape(VectorOperators.S2F, FLOATS, 0))
          .intoArray(room, i);
    }
  }

  @Override
  long bytes() {
    return 2L * weights.length;
  }
}
