package io.im2wav4j.engine.decode;

import jdk.incubator.vector.FloatVector;

/**
 * Rows times packed matrices. The first rows read some outputs' weights from memory, the others
 * find them in the processor's cache. An output is summed over the inputs in their order, whatever
 * rows are beside it: a row's result never depends on the others.
 */
final class Products {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final int PANEL = PackedMatrix.PANEL;

  /**
   * Vectors of sixteen floats come with 32 registers: room for tiles of six rows with four vectors
   * of sums each, or for two rows with eight; sixteen registers hold two rows with four.
   */
  private static final boolean MANY_REGISTERS = LANES >= PanelMatrix.MICRO_PANEL;

  /** Rows of a tile. */
  private static final int TILE = 6;

  /** So many rows are sooner done as a tile with rows that nobody asked for than two by two. */
  private static final int FEWEST = 3;

  private Products() {}

  /** Rows for which there must be room where so many are multiplied. */
  static int padded(int rows) {
    return (rows + TILE - 1) / TILE * TILE;
  }

  /** How many of so many rows go in tiles, with those that fill the last one. */
  private static int tiled(int rows) {
    int over = rows % TILE;
    return !MANY_REGISTERS ? 0 : over < FEWEST ? rows - over : padded(rows);
  }

  /**
   * y = x W + bias for the panels from {@code from} to {@code to}.
   *
   * @param x [padded(rows)][xStride], of which the first inputs and {@code rows} rows count
   * @param y [padded(rows)][matrix.stride()]; what it gets after these rows means nothing
   */
  static void multiply(
      PanelMatrix matrix, int from, int to, float[] x, int xStride, int rows, float[] y) {
    for (int output = from * PANEL, width; output < to * PANEL; output += width) {
      width = outputs(matrix, output, to * PANEL - output, x, xStride, rows, y);
    }
    int stride = matrix.stride();
    for (int r = 0; r < rows && from < to; r++) {
      Vectors.scale(
          y,
          r * stride + from * PANEL,
          matrix.scales,
          matrix.bias,
          from * PANEL,
          (to - from) * PANEL);
    }
  }

  /** All rows times as many outputs as are best taken at once, of {@code most}: how many. */
  private static int outputs(
      PanelMatrix matrix, int output, int most, float[] x, int xStride, int rows, float[] y) {
    int tiled = tiled(rows);
    boolean single = rows == 1 && most >= 8 * LANES && 2 * LANES >= PanelMatrix.MICRO_PANEL;
    boolean eight = tiled == 0 && most >= 8 * LANES && MANY_REGISTERS;
    int stride = matrix.stride();
    for (int row = 0, height; row < rows; row += height) {
      height = row < tiled ? TILE : Math.min(2, rows - row);
      int in = row * xStride;
      int out = row * stride + output;
      // A last row without another is computed twice.
      int nextIn = height == 1 ? 0 : xStride;
      int nextOut = height == 1 ? 0 : stride;
      if (single) {
        matrix.single(output, x, in, y, out);
      } else if (eight) {
        matrix.eight(output, x, in, nextIn, y, out, nextOut);
      } else if (height < TILE) {
        matrix.four(output, x, in, nextIn, y, out, nextOut);
      } else {
        matrix.six(output, x, in, xStride, y, out, stride);
      }
    }
    return (single || eight ? 8 : 4) * LANES;
  }
}
