package io.im2wav4j.generation.packed;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** 8-bit weights: 7 bits of an output's largest, which can be heard; an option only. */
final class ByteMatrix extends PackedMatrix {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final boolean VECTORS = FLOATS.vectorBitSize() >= 256;
  private static final VectorSpecies<Byte> BYTES =
      VECTORS
          ? VectorSpecies.of(byte.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 4))
          : ByteVector.SPECIES_64;

  private final byte[] weights;

  ByteMatrix(int inputs, float[] values, float[] bias) {
    super(inputs, bias);
    this.weights = new byte[size()];
    pack(values, Byte.MAX_VALUE, (at, units) -> weights[at] = (byte) units);
  }

  @Override
  void unpack(int panel, int from, int count, float[] room) {
    int at = (panel * inputs + from) * PANEL;
    if (!VECTORS) { // four lanes of bytes have no vector
      for (int i = 0; i < count * PANEL; i++) {
        room[i] = weights[at + i];
      }
      return;
    }
    for (int i = 0; i < count * PANEL; i += LANES) {
      ((FloatVector)
              ByteVector.fromArray(BYTES, weights, at + i)
                  .convertShape(VectorOperators.B2F, FLOATS, 0))
          .intoArray(room, i);
    }
  }

  @Override
  long bytes() {
    return weights.length;
  }
}
