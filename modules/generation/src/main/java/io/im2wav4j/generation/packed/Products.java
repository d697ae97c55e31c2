package io.im2wav4j.generation.packed;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Rows times packed matrices. A few rows take the weights as they come from memory; for more, a
 * panel's weights become floats in the processor's cache first, a part of the inputs at a time, and
 * tiles of rows read them there. An output is summed over the inputs in their order, whatever rows
 * are beside it: a row's result never depends on the others.
 */
final class Products {
  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final int PANEL = PackedMatrix.PANEL;

  /** Up to so many rows take the weights from memory, two at a time. */
  private static final int FEW = 4;

  /** Inputs whose weights are in the cache together: 16 KiB of floats. */
  private static final int PART = 64;

  /** Floats of a thread's room for unpacked weights. */
  static final int ROOM = PART * PANEL;

  /**
   * Vectors of sixteen floats come with 32 registers: room for tiles of six rows with four vectors
   * of sums each, or for two rows with eight; sixteen registers hold two rows with four.
   */
  private static final boolean MANY_REGISTERS = LANES >= PackedMatrix.STRIP;

  private Products() {}

  /**
   * y = x W + bias for the panels from {@code from} to {@code to}.
   *
   * @param x [rows][xStride], of which the first inputs count
   * @param y [rows][matrix.stride()]
   * @param room of the calling thread
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
    if (rows <= FEW) {
      few(matrix, from * PANEL, to * PANEL, x, xStride, rows, y);
    } else {
      for (int panel = from; panel < to; panel++) {
        many(matrix, panel * PANEL, x, xStride, rows, y, room);
      }
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

  private static void few(
      PackedMatrix matrix, int from, int to, float[] x, int xStride, int rows, float[] y) {
    int stride = matrix.stride();
    for (int output = from, width; output < to; output += width) {
      boolean eight = to - output >= 8 * LANES;
      boolean single = eight && rows == 1 && 2 * LANES >= PackedMatrix.STRIP;
      width = (single || eight && MANY_REGISTERS ? 8 : 4) * LANES;
      for (int row = 0; row < rows; row += 2) {
        // A last row without another is computed twice.
        int other = row + 1 < rows ? 1 : 0;
        int in = row * xStride;
        int out = row * stride + output;
        if (single) {
          matrix.single(output, x, in, y, out);
        } else if (width == 8 * LANES) {
          matrix.eight(output, x, in, other * xStride, y, out, other * stride);
        } else {
          matrix.four(output, x, in, other * xStride, y, out, other * stride);
        }
      }
    }
  }

  private static void many(
      PackedMatrix matrix, int output, float[] x, int xStride, int rows, float[] y, float[] room) {
    int stride = matrix.stride();
    for (int r = 0; r < rows; r++) {
      Arrays.fill(y, r * stride + output, r * stride + output + PANEL, 0);
    }
    for (int k = 0; k < matrix.inputs; k += PART) {
      int count = Math.min(PART, matrix.inputs - k);
      matrix.unpack(output, k, count, room);
      for (int v = 0; v < PANEL; v += 4 * LANES) {
        for (int row = 0, height; row < rows; row += height) {
          height = height(rows - row);
          int in = row * xStride + k;
          int out = row * stride + output + v;
          switch (height) {
            case 6 -> FloatTiles.six(room, v, count, x, in, xStride, y, out, stride);
            case 5 -> FloatTiles.five(room, v, count, x, in, xStride, y, out, stride);
            case 2 -> FloatTiles.two(room, v, count, x, in, xStride, y, out, stride);
            default -> FloatTiles.one(room, v, count, x, in, xStride, y, out, stride);
          }
        }
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
