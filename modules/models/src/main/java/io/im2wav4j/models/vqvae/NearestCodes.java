package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * The place of the largest value of each row. The engine's own search, one comparison at a time
 * with an index beside it, takes nearly as long as the products that it searches.
 */
final class NearestCodes {
  private NearestCodes() {}

  /**
   * For each row of products [m, K] the column with the largest product less its offset, the first
   * of equals.
   *
   * @param offsets [K]
   * @param codes takes the columns, from {@code at} on
   */
  static void find(NDArray products, float[] offsets, long[] codes, int at) {
    int rows = Math.toIntExact(products.getShape().get(0));
    int size = offsets.length;
    FloatBuffer all = products.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              float[] values = new float[size];
              all.get(row * size, values);
              codes[at + row] = largest(values, offsets);
            });
  }

  private static int largest(float[] values, float[] offsets) {
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < values.length; k++) {
      float value = values[k] - offsets[k];
      if (value > most) {
        most = value;
        best = k;
      }
    }
    return best;
  }
}
