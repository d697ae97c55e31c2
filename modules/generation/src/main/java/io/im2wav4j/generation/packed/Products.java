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

  /** Rows of the tallest tile: four vectors of sums each, in 32 registers or 16. */
  private static final int TALLEST = LANES >= 16 ? 5 : 2;

  private Products() {}

  /**
   * y = x W + bias for the panels from {@code from} to {@code to}.
   *
   * @param x [rows][xStride], of which the first inputs count
   * @param y [rows][matrix.stride()]
   */
  static void multiply(
      PackedMatrix matrix, int from, int to, float[] x, int xStride, int rows, float[] y) {
    int stride = matrix.stride();
    for (int panel = from; panel < to; panel++) {
      int output = panel * PANEL;
      for (int r = 0; r < rows; r++) {
        Arrays.fill(y, r * stride + output, r * stride + output + PANEL, 0);
      }
      for (int v = 0; v < PANEL; v += 4 * LANES) {
        int at = output * matrix.inputs + v;
        for (int row = 0, height; row < rows; row += height) {
          height = height(rows - row);
          matrix.addTile(
              height, at, x, row * xStride, xStride, y, row * stride + output + v, stride);
        }
      }
      for (int r = 0; r < rows; r++) {
        Vectors.scale(y, r * stride + output, matrix.scales, matrix.bias, output, PANEL);
      }
    }
  }

  private static int height(int rows) {
    int most = Math.min(TALLEST, rows);
    return most == 4 ? 3 : most;
  }
}
