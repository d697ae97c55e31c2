package io.im2wav4j.engine.gradient;

import io.im2wav4j.engine.cpu.Matrix;
import io.im2wav4j.nn.layer.LayerNorm;
import java.util.Arrays;

/** Layer normalisation of rows of width W. */
final class NormStep {
  private final LayerNorm layer;
  private final float[][] scaleSums;
  private final float[][] offsetSums;
  private float[] scale;
  private float[] offset;
  private Matrix scaleGradient;
  private Matrix offsetGradient;

  NormStep(LayerNorm layer, int threads) {
    this.layer = layer;
    int width = Math.toIntExact(layer.weight().getShape().get(0));
    this.scaleSums = new float[threads][width];
    this.offsetSums = new float[threads][width];
  }

  /** Takes hold of the parameters and their gradients for a step. */
  void open() {
    scale = Matrix.of(layer.weight()).toArray();
    offset = Matrix.of(layer.bias()).toArray();
    scaleGradient = Gradient.of(layer.weight());
    offsetGradient = Gradient.of(layer.bias());
    for (int i = 0; i < scaleSums.length; i++) {
      Arrays.fill(scaleSums[i], 0);
      Arrays.fill(offsetSums[i], 0);
    }
  }

  /**
   * Rows on the heap, from the first on.
   *
   * @param row number of the first, for the statistics
   */
  void forward(float[] x, float[] y, float[] statistics, int row, int count) {
    for (int i = 0; i < count; i++) {
      RowMath.normalise(x, i * scale.length, scale, offset, y, scale.length, statistics, row + i);
    }
  }

  /** dx += the gradient; {@code dy} is changed. */
  void back(
      Worker worker, float[] dy, float[] x, float[] dx, float[] statistics, int row, int count) {
    for (int i = 0; i < count; i++) {
      RowMath.normaliseBack(
          dy,
          x,
          i * scale.length,
          scale,
          dx,
          scale.length,
          statistics,
          row + i,
          scaleSums[worker.id],
          offsetSums[worker.id]);
    }
  }

  /** Adds the sums of all threads to the gradients. */
  void addSums() {
    Gradient.add(scaleGradient, scaleSums);
    Gradient.add(offsetGradient, offsetSums);
  }
}
