package io.im2wav4j.generation.packed;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Rows times packed matrices, a panel at a time: the first tile of rows reads the panel's weights
 * from memory, the others find them in the processor's cache. An output is summed over the inputs
 * in their order, whatever rows are beside it: a row's result never depends on the others.
 */
final class Products {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final int PANEL = PackedMatrix.PANEL;

  /** A row of a tile has four vectors of sums: six rows fit into 32 registers, two into 16. */
  private static final boolean MANY_REGISTERS = LANES >= 16;

  private Products() {}

  /**
   * y = x W + bias for the panels from {@code from} to {@code to} and the rows from {@code row0} to
   * {@code row1}.
   *
   * @param x [rows][xStride], of which the first inputs count
   * @param y [rows][matrix.stride()]
   */
  static void multiply(
      PackedMatrix matrix,
      int from,
      int to,
      float[] x,
      int xStride,
      int row0,
      int row1,
      float[] y) {
    int stride = matrix.stride();
    for (int panel = from; panel < to; panel++) {
      int output = panel * PANEL;
      for (int r = row0; r < row1; r++) {
        Arrays.fill(y, r * stride + output, r * stride + output + PANEL, 0);
      }
      for (int v = 0; v < PANEL; v += 4 * LANES) {
        int at = output * matrix.inputs + v;
        for (int row = row0, height; row < row1; row += height) {
          height = height(row1 - row);
          matrix.addTile(
              height, at, x, row * xStride, xStride, y, row * stride + output + v, stride);
        }
      }
      for (int r = row0; r < row1; r++) {
        Vectors.scale(y, r * stride + output, matrix.scales, matrix.bias, output, PANEL);
      }
    }
  }

  /** Tiles of six until fives are left, as small tiles would spend their time on the weights. */
  private static int height(int rows) {
    if (MANY_REGISTERS && rows >= 5) {
      return rows % 5 == 0 ? 5 : 6;
    }
    return Math.min(2, rows);
  }
}
