package io.im2wav4j.generation.packed;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Rows times packed matrices. For one or two rows the time goes into reading the weights, which are
 * turned into floats on the way; for more, a part of a panel is turned once and stays in the
 * processor's nearest cache while all rows use it. An output is summed over the inputs in their
 * order either way: a row's result never depends on the rows beside it.
 */
final class Products {
  /** Inputs of the part of a panel that is turned at once: 32 KiB. */
  private static final int DEPTH = 128;

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /** Rows of a tile: four vectors of sums each, in the 32 or 16 registers of the processor. */
  private static final int TALLEST = LANES >= 16 ? 5 : 2;

  private static final int PANEL = PackedMatrix.PANEL;

  private Products() {}

  /** What a thread needs to itself. */
  static float[] room() {
    return new float[DEPTH * PANEL];
  }

  /**
   * y = x W + bias for the panels from {@code from} to {@code to}.
   *
   * @param x [rows][xStride], of which the first inputs count
   * @param y [rows][matrix.stride()]
   * @param room of this thread
   */
  static void multiply(
      PackedMatrix matrix,
      int from,
      int to,
      float[] x,
      int xStride,
      int rows,
      float[] y,
      float[] room) {
    int stride = matrix.stride();
    for (int panel = from; panel < to; panel++) {
      int output = panel * PANEL;
      for (int r = 0; r < rows; r++) {
        Arrays.fill(y, r * stride + output, r * stride + output + PANEL, 0);
      }
      if (rows > 2 || !matrix.addFew(panel, x, xStride, rows, y)) {
        for (int k = 0; k < matrix.inputs; k += DEPTH) {
          int count = Math.min(DEPTH, matrix.inputs - k);
          matrix.unpack(panel, k, count, room);
          add(room, 0, count, x, k, xStride, rows, y, output, stride);
        }
      }
      for (int r = 0; r < rows; r++) {
        Vectors.scale(y, r * stride + output, matrix.scales, matrix.bias, output, PANEL);
      }
    }
  }

  /** y += x W for a panel and some inputs; the parameters are those of {@link FloatTiles}. */
  static void add(
      float[] w,
      int at,
      int count,
      float[] x,
      int from,
      int xStride,
      int rows,
      float[] y,
      int to,
      int yStride) {
    for (int v = 0; v < PANEL; v += 4 * LANES) {
      int row = 0;
      while (row < rows) {
        int height = Math.min(TALLEST, rows - row);
        int first = from + row * xStride;
        int out = to + v + row * yStride;
        if (height >= 5) {
          FloatTiles.five(w, at + v, count, x, first, xStride, y, out, yStride);
          row += 5;
        } else if (height >= 3) {
          FloatTiles.three(w, at + v, count, x, first, xStride, y, out, yStride);
          row += 3;
        } else if (height == 2) {
          FloatTiles.two(w, at + v, count, x, first, xStride, y, out, yStride);
          row += 2;
        } else {
          FloatTiles.one(w, at + v, count, x, first, xStride, y, out, yStride);
          row++;
        }
      }
    }
  }
}
