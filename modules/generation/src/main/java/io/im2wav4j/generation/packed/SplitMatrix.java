package io.im2wav4j.generation.packed;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.im2wav4j.generation.decode.Precision;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weights for products by the {@link Microkernel}: 8 bits, or 16 as 256 high + low, both -128 to
 * 127. With x as such numbers too, x W = 65,536 high high + 256 (high low + low high) + low low:
 * all four from one product of bytes. Sums are whole numbers, so a row's result has the same bytes
 * whatever is beside it.
 */
final class SplitMatrix extends PackedMatrix {
  /** Inputs that the kernel takes from an output at once. */
  private static final int GROUP = 4;

  /** Bytes of a line of the cache. */
  private static final int LINE = 64;

  /** More inputs, and a sum of products could leave 32 bits. */
  private static final int MOST_INPUTS = 65_000;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /** Inputs with those of no weight that fill the last block. */
  private final int padded;

  /** Bytes of a weight. */
  private final int halves;

  /** Columns of a panel: its outputs' high bytes, then their low ones. */
  private final int columns;

  private final Pointer weights;

  /** What the offset of x adds to sums with an output's high bytes, and with its low ones. */
  private final int[][] excess;

  /** Room for a thread's sums of a panel, outside the heap and in it. */
  static final class Sums {
    private final Pointer memory;
    private final IntBuffer outside;
    private final int[] inside;

    Sums(int rows) {
      int count = 2 * rows * 2 * PANEL;
      this.memory = new Memory(4L * count + LINE).align(LINE);
      this.outside = memory.getByteBuffer(0, 4L * count).asIntBuffer();
      this.inside = new int[count];
    }
  }

  SplitMatrix(int inputs, float[] values, float[] bias, Precision precision, LargePages memory) {
    super(inputs, bias);
    if (inputs > MOST_INPUTS) {
      throw new IllegalArgumentException(inputs + " inputs; at most " + MOST_INPUTS);
    }
    this.padded = SplitRows.padded(inputs);
    this.halves = precision == Precision.INT16 ? 2 : 1;
    this.columns = halves * PANEL;
    this.weights = memory.take(bytes());
    this.excess = new int[halves][scales.length];
    ByteBuffer bytes = weights.getByteBuffer(0, bytes());
    weights.setMemory(0, bytes(), (byte) 0);
    if (halves == 1) {
      pack(values, Byte.MAX_VALUE, (k, o, units) -> put(bytes, k, o, 0, units));
    } else {
      pack(
          values,
          SplitRows.LARGEST,
          (k, o, units) -> {
            int high = (units + 128) >> 8;
            put(bytes, k, o, 0, high);
            put(bytes, k, o, 1, units - (high << 8));
          });
    }
  }

  /** Puts a byte of a weight into its place: [panels][inputs / 4][columns][4]. */
  private void put(ByteBuffer bytes, int input, int output, int half, int value) {
    int k = SplitRows.place(input);
    int column = half * PANEL + output % PANEL;
    int inPanel = (k / GROUP * columns + column) * GROUP + k % GROUP;
    bytes.put(Math.multiplyExact(output / PANEL, padded * columns) + inPanel, (byte) value);
    excess[half][output] += SplitRows.OFFSET * value;
  }

  /**
   * y = x W + bias for the panels from {@code from} to {@code to}.
   *
   * @param y [rows][stride()]
   */
  void multiply(int from, int to, SplitRows x, int rows, float[] y, Sums sums) {
    long a = x.address();
    long c = Pointer.nativeValue(sums.memory);
    for (int panel = from; panel < to; panel++) {
      long b = Pointer.nativeValue(weights) + (long) panel * padded * columns;
      Microkernel.multiply(
          2L * rows, columns, padded, x.stride, columns, columns, false, a, b, c, true);
      sums.outside.get(0, sums.inside, 0, 2 * rows * columns);
      for (int r = 0; r < rows; r++) {
        int high = r * columns;
        int low = (rows + r) * columns;
        join(panel * PANEL, sums.inside, high, low, x.scales[r], y, r * stride() + panel * PANEL);
      }
    }
  }

  /** A row's outputs of a panel, from the sums of its high bytes and of its low ones. */
  private void join(int output, int[] sums, int high, int low, float unit, float[] y, int to) {
    FloatVector base = FloatVector.broadcast(FLOATS, 256);
    for (int i = 0; i < PANEL; i += LANES) {
      int o = output + i;
      FloatVector sum = value(sums, high + i, excess[0], o);
      FloatVector below = value(sums, low + i, excess[0], o);
      if (halves == 2) {
        FloatVector middle = value(sums, high + PANEL + i, excess[1], o).add(below);
        sum = sum.fma(base, middle);
        below = value(sums, low + PANEL + i, excess[1], o);
      }
      sum.fma(base, below)
          .mul(unit)
          .fma(FloatVector.fromArray(FLOATS, scales, o), FloatVector.fromArray(FLOATS, bias, o))
          .intoArray(y, to + i);
    }
  }

  private static FloatVector value(int[] sums, int at, int[] excess, int output) {
    return (FloatVector)
        IntVector.fromArray(INTS, sums, at)
            .sub(IntVector.fromArray(INTS, excess, output))
            .convertShape(VectorOperators.I2F, FLOATS, 0);
  }

  @Override
  long bytes() {
    return (long) panels() * padded * columns;
  }
}
