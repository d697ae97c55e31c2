package io.im2wav4j.engine.decode;

import com.sun.jna.Pointer;
import io.im2wav4j.engine.cpu.LargePages;
import java.nio.IntBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of values for products with a {@link SplitMatrix}: integers of 16 bits in units of their
 * row's largest, as 256 high + low, both -128 to 127. The kernel wants its first factor without a
 * sign, so 128 is added to both. All rows' high bytes come first, then all low ones.
 *
 * <p>Four bytes are made at once, as a vector's integers: of 64 values, the first, the 17th, the
 * 33rd and the 49th lie side by side, then the second and so on. The kernel adds up over all of
 * them, so their order is free; the weights lie in the same.
 */
final class SplitRows {
  /** 256 x 127 + 127: the largest number of which both bytes have a sign. */
  static final int LARGEST = 32_639;

  /** What is added to a byte. */
  static final int OFFSET = 128;

  /** Values whose order is changed. */
  static final int BLOCK = 64;

  private static final int QUARTER = BLOCK / 4;

  /**
   * The offsets of both bytes, and 1.5 x 2^23, by which a sum is rounded to integers that are its
   * lowest bits (Java 17 has no vector instruction that turns floats into integers).
   */
  private static final float ALL_OFFSETS = 12_582_912f + 256 * OFFSET + OFFSET;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /** Bytes from row to row. */
  final int stride;

  /** Value of a row's unit. */
  final float[] scales;

  private final Pointer memory;
  private final IntBuffer outside;
  private final int[] inside;

  /** Room for so many rows of so many values. */
  SplitRows(int rows, int mostInputs) {
    this.stride = padded(mostInputs) + LargePages.LINE;
    this.scales = new float[rows];
    this.memory = LargePages.alone(2L * rows * stride);
    this.outside = memory.getByteBuffer(0, 2L * rows * stride).asIntBuffer();
    this.inside = new int[2 * rows * stride / 4];
  }

  /** Inputs with those that fill the last block. */
  static int padded(int inputs) {
    return (inputs + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** Where an input of a row is. */
  static int place(int input) {
    int inBlock = input % BLOCK;
    return input - inBlock + inBlock % QUARTER * 4 + inBlock / QUARTER;
  }

  long address() {
    return Pointer.nativeValue(memory);
  }

  /**
   * Takes a row.
   *
   * @param rows of how many that are multiplied together
   */
  void put(int row, int rows, float[] x, int from, int count) {
    float largest = Vectors.largest(x, from, count);
    scales[row] = largest / LARGEST;
    int high = row * stride / 4;
    int low = (rows + row) * stride / 4;
    int whole = count / BLOCK * BLOCK;
    split(x, from, whole, LARGEST / largest, high, low);
    if (whole < count) {
      float[] rest = new float[BLOCK];
      System.arraycopy(x, from + whole, rest, 0, count - whole);
      split(rest, 0, BLOCK, LARGEST / largest, high + whole / 4, low + whole / 4);
    }
    int length = padded(count) / 4;
    outside.put(high, inside, high, length);
    outside.put(low, inside, low, length);
  }

  private void split(float[] x, int from, int count, float units, int high, int low) {
    FloatVector factor = FloatVector.broadcast(FLOATS, units);
    for (int i = 0; i < count; i += BLOCK) {
      for (int j = 0; j < QUARTER; j += LANES) {
        int at = from + i + j;
        IntVector a = number(x, at, factor);
        IntVector b = number(x, at + QUARTER, factor);
        IntVector c = number(x, at + 2 * QUARTER, factor);
        IntVector d = number(x, at + 3 * QUARTER, factor);
        int to = i / 4 + j;
        a.lanewise(VectorOperators.LSHR, 8)
            .and(0xFF)
            .or(b.and(0xFF00))
            .or(c.and(0xFF00).lanewise(VectorOperators.LSHL, 8))
            .or(d.and(0xFF00).lanewise(VectorOperators.LSHL, 16))
            .intoArray(inside, high + to);
        a.and(0xFF)
            .or(b.and(0xFF).lanewise(VectorOperators.LSHL, 8))
            .or(c.and(0xFF).lanewise(VectorOperators.LSHL, 16))
            .or(d.lanewise(VectorOperators.LSHL, 24))
            .intoArray(inside, low + to);
      }
    }
  }

  /** Values in units with both offsets; their lowest 16 bits count. */
  private static IntVector number(float[] x, int at, FloatVector factor) {
    return FloatVector.fromArray(FLOATS, x, at)
        .fma(factor, FloatVector.broadcast(FLOATS, ALL_OFFSETS))
        .reinterpretAsInts();
  }
}
