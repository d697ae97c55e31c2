package io.im2wav4j.engine.decode;

import com.sun.jna.Pointer;
import io.im2wav4j.engine.cpu.LargePages;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weights for products by the {@link Microkernel}: 16 bits as 256 high + low, both -128 to 127.
 * With x as such numbers too, x W = 65,536 high high + 256 (high low + low high) + low low. The
 * last is left out: a quarter of the work for a ten-thousandth of the result (docs/benchmarks.md
 * has what it changes). Sums are integers, so a row's result has the same bytes whatever is beside
 * it.
 */
final class SplitMatrix extends PackedMatrix {
  /** Inputs that the kernel takes from an output at once. */
  private static final int GROUP = 4;

  /** More inputs, and a sum of products could leave 32 bits. */
  private static final int MOST_INPUTS = 32_000;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /** Inputs with those of no weight that fill the last block. */
  private final int padded;

  private final Pointer weights;

  /** What the offsets of x add to the sums of its high bytes, and to those of its low ones. */
  private final int[] highExcess;

  private final int[] lowExcess;

  /** Room for a thread's sums of a panel, outside the heap and in it. */
  static final class Sums {
    private final Pointer memory;
    private final IntBuffer outside;
    private final int[] inside;

    Sums(int rows) {
      int count = 2 * rows * PANEL;
      this.memory = LargePages.alone(4L * count);
      this.outside = memory.getByteBuffer(0, 4L * count).asIntBuffer();
      this.inside = new int[count];
    }
  }

  SplitMatrix(int inputs, float[] values, float[] bias, LargePages memory) {
    super(inputs, bias);
    if (inputs > MOST_INPUTS) {
      throw new IllegalArgumentException(inputs + " inputs; at most " + MOST_INPUTS);
    }
    this.padded = SplitRows.padded(inputs);
    this.weights = memory.take(bytes());
    this.highExcess = new int[scales.length];
    this.lowExcess = new int[scales.length];
    ByteBuffer bytes = weights.getByteBuffer(0, bytes());
    weights.setMemory(0, bytes(), (byte) 0);
    pack(
        values,
        SplitRows.LARGEST,
        (input, output, units) -> {
          int at = place(input, output);
          int high = (units + 128) >> 8;
          bytes.put(at, (byte) high);
          highExcess[output] += SplitRows.OFFSET * high;
          lowExcess[output] += SplitRows.OFFSET * high;
          int low = units - (high << 8);
          bytes.put(at + padded * PANEL, (byte) low);
          lowExcess[output] += SplitRows.OFFSET * low;
        });
  }

  private int panelBytes() {
    return 2 * padded * PANEL;
  }

  /** Where a weight's high byte is: [panels][high, low][inputs / 4][outputs of a panel][4]. */
  private int place(int input, int output) {
    int k = SplitRows.place(input);
    return Math.multiplyExact(output / PANEL, panelBytes())
        + (k / GROUP * PANEL + output % PANEL) * GROUP
        + k % GROUP;
  }

  /**
   * y = x W + bias for the panels from {@code from} to {@code to}.
   *
   * @param y [rows][stride()]
   */
  void multiply(int from, int to, SplitRows x, int rows, float[] y, Sums sums) {
    for (int panel = from; panel < to; panel++) {
      long high = Pointer.nativeValue(weights) + (long) panel * panelBytes();
      long c = Pointer.nativeValue(sums.memory);
      // x's high bytes and, below them, its low bytes, times high bytes ...
      multiply(2 * rows, x, high, c, false);
      // ... and to the sums of the low bytes, x's high bytes times low bytes.
      multiply(rows, x, high + (long) padded * PANEL, c + 4L * rows * PANEL, true);
      sums.outside.get(0, sums.inside, 0, 2 * rows * PANEL);
      for (int r = 0; r < rows; r++) {
        int at = r * stride() + panel * PANEL;
        join(panel * PANEL, sums.inside, r * PANEL, (rows + r) * PANEL, x.scales[r], y, at);
      }
    }
  }

  private void multiply(int rows, SplitRows x, long b, long c, boolean add) {
    Microkernel.multiply(rows, PANEL, padded, x.stride, PANEL, PANEL, add, x.address(), b, c, true);
  }

  /** A row's outputs of a panel, from the sums of its high bytes and of its low ones. */
  private void join(int output, int[] sums, int high, int low, float unit, float[] y, int to) {
    FloatVector base = FloatVector.broadcast(FLOATS, 256);
    float factor = 256 * unit;
    for (int i = 0; i < PANEL; i += LANES) {
      int o = output + i;
      value(sums, high + i, highExcess, o)
          .fma(base, value(sums, low + i, lowExcess, o))
          .mul(factor)
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

  private long bytes() {
    return (long) panels() * panelBytes();
  }
}
